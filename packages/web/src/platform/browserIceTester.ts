/**
 * The {@link IceTester} of a browser: a throw-away peer connection gathers candidates from one server
 * (spec/relays.md, "Testing").
 */
import type { IceAnswer, IceTester, IceTestProblem } from '@sotto/core/port/iceTester';
import type { IceServer } from '@sotto/core/port/peerConnection';
import { failure, type Result, success } from '@sotto/protocol/result';

type Outcome = Result<IceAnswer, IceTestProblem>;

const LIMIT_MS = 5000;
/** A relay may never answer a port that it knows from an earlier page (the 437 hang): another port is tried then. */
const SECOND_TRY_MS = 1500;

/** The tester. */
export const browserIceTester: IceTester = {
  test: async server => {
    const ended = new AbortController();
    const first = ask(server, ended.signal);
    const second = after(SECOND_TRY_MS).then(() =>
      ended.signal.aborted ? failure('noAnswer') : ask(server, ended.signal),
    );
    const limit = after(LIMIT_MS).then((): Outcome => failure('noAnswer'));
    const outcome = await Promise.race([first.then(toFinal), second.then(toFinal), limit]);
    ended.abort();
    return outcome;
  },
};

/** Silence is not final: the other attempt, or the limit, decides. */
function toFinal(outcome: Outcome): Outcome | Promise<Outcome> {
  const isSilence = !outcome.ok && outcome.code === 'noAnswer';
  return isSilence ? new Promise(() => undefined) : outcome;
}

async function ask(server: IceServer, signal: AbortSignal): Promise<Outcome> {
  const isRelay = server.urls.some(url => url.startsWith('turn'));
  const pc = openConnection(server, isRelay);
  if (pc === undefined) return failure('unsupported');
  signal.addEventListener('abort', () => pc.close());
  const begun = performance.now();
  const answer = listen(pc, isRelay ? 'relay' : 'srflx', () => Math.round(performance.now() - begun));
  try {
    pc.createDataChannel('test');
    await pc.setLocalDescription(await pc.createOffer());
    return await answer;
  } catch {
    return failure('noAnswer');
  } finally {
    pc.close();
  }
}

function openConnection(server: IceServer, isRelay: boolean): RTCPeerConnection | undefined {
  const { urls, username, credential } = server;
  const credentials =
    username === undefined || credential === undefined ? undefined : { username, credential };
  try {
    return new RTCPeerConnection({
      iceServers: [{ urls: [...urls], ...credentials }],
      iceTransportPolicy: isRelay ? 'relay' : 'all',
    });
  } catch {
    return undefined;
  }
}

function listen(pc: RTCPeerConnection, type: 'relay' | 'srflx', elapsed: () => number): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  let problem: IceTestProblem | undefined;
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.type === type) resolve(success({ transport: toTransport(candidate), ms: elapsed() }));
  };
  pc.onicecandidateerror = ({ errorCode }) => {
    problem = toProblem(errorCode) ?? problem ?? 'noAnswer';
  };
  pc.onicegatheringstatechange = () => {
    if (pc.iceGatheringState !== 'complete') return;
    // Without address translation a STUN answer says what is known already, and browsers show no candidate for it.
    const isQuietSuccess = type === 'srflx' && problem === undefined && 'onicecandidateerror' in pc;
    resolve(isQuietSuccess ? success({ transport: 'udp', ms: elapsed() }) : failure(problem ?? 'noAnswer'));
  };
  return promise;
}

/** RFC 8656 section 19 (TURN) and RFC 8489 section 14.8 (STUN). */
function toProblem(errorCode: number): IceTestProblem | undefined {
  if (errorCode === 486 || errorCode === 508) return 'full';
  return [401, 403, 431, 441].includes(errorCode) ? 'refused' : undefined;
}

function toTransport(candidate: RTCIceCandidate): IceAnswer['transport'] {
  // Not in the standard's types yet.
  const { relayProtocol } = candidate as { readonly relayProtocol?: IceAnswer['transport'] | null };
  return relayProtocol ?? candidate.protocol ?? 'udp';
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
