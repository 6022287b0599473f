/**
 * The {@link PeerConnectionPort} of a browser. Frame encryption is attached in the same task in which a transceiver
 * comes to be: attached later, Chromium sends plain frames without an error. `encodedInsertableStreams` makes
 * Chromium hold frames back until a transform is there; Firefox and Safari ignore it (spec/frames.md).
 */
import type {
  IceServer,
  PeerConnectionEvent,
  PeerConnectionPort,
  PeerHandle,
  PeerOptions,
} from '@sotto/core/port/peerConnection';
import { failure, success } from '@sotto/protocol/result';
import type { Candidate } from '@sotto/protocol/sealed/media';
import { toMediaTrack } from './browserTrack.ts';
import type { CallStreams } from './callStreams.ts';
import { withFloor, withNack } from './codecs.ts';
import { readConnectionCounters } from './connectionCounters.ts';
import { keepDevicesReady } from './deviceReadiness.ts';
import type { FrameEncryption } from './frameEncryption.ts';
import { createLoudness } from './loudness.ts';
import { createMediaSlots, type MediaSlots } from './mediaSlots.ts';
import { canEncryptFrames } from './mediaWorker.ts';
import { createShaper, type SetSoundCopies } from './shapeSending.ts';

type Emit = (event: PeerConnectionEvent) => void;

/** The port over a media worker; remote tracks go to `streams`. */
export function createBrowserPeers(frames: FrameEncryption, streams: CallStreams): PeerConnectionPort {
  return {
    open: (options, on) => {
      if (!('RTCPeerConnection' in globalThis) || !canEncryptFrames()) return failure('unsupported');
      const lifetime = createLifetime();
      try {
        return success(openConnection(options, on, frames, streams, lifetime));
      } catch {
        // A browser makes only so many connections, and takes only addresses that it understands.
        lifetime.end();
        return failure('failed');
      }
    },
  };
}

/** What a connection holds, let go in reverse order; half a connection, too. */
interface Lifetime {
  isOver(): boolean;
  /** `release` is done at the end. */
  holds(release: () => void): void;
  end(): void;
}

function createLifetime(): Lifetime {
  const releases: (() => void)[] = [];
  let isOver = false;
  return {
    isOver: () => isOver,
    holds: release => void releases.push(release),
    end: () => {
      isOver = true;
      for (const release of releases.splice(0).reverse()) release();
    },
  };
}

function openConnection(
  options: PeerOptions,
  on: Emit,
  frames: FrameEncryption,
  streams: CallStreams,
  lifetime: Lifetime,
): PeerHandle {
  const id = crypto.randomUUID();
  const emit: Emit = event => {
    if (!lifetime.isOver()) on(event);
  };
  lifetime.holds(() => streams.removeRemote(options.connection, id));
  const encryption = frames.join(id, {
    firstFrame: slot => emit({ kind: 'firstFrame', slot }),
    failed: () => emit({ kind: 'encryptionFailed' }),
  });
  lifetime.holds(() => encryption.remove(id));
  const pc = new RTCPeerConnection(toConfiguration(options));
  lifetime.holds(() => pc.close());
  const hear = (isHeard: boolean) => encryption.hear(id, isHeard);
  const slots = createMediaSlots(pc, encryption, id, () => {
    if (!lifetime.isOver()) streams.setRemote(options.connection, id, slots.streams(), hear);
  });
  const quality = createQuality(pc, slots, copies => encryption.setSoundCopies(id, copies));
  const channel = openChannel(pc, emit);
  reportProgress(pc, emit);
  const endReadiness = options.role === 'callee' ? keepDevicesReady() : () => undefined;
  lifetime.holds(endReadiness);
  if (options.role === 'caller') slots.addAll();

  return {
    ...createNegotiation(pc, slots),
    setIceServers: servers => pc.setConfiguration(toConfiguration({ ...options, iceServers: servers })),
    setFrameKeys: keys => encryption.setKeys(id, keys),
    putTrack: async (slot, track) => {
      endReadiness();
      await slots.put(slot, track === undefined ? null : toMediaTrack(track));
      quality.trackChanged();
    },
    sendData: bytes => {
      if (channel.readyState === 'open') channel.send(bytes);
    },
    stats: async () => ({
      path: await selectedPath(pc),
      droppedFrames: await encryption.droppedFrames(id),
    }),
    ...quality,
    close: lifetime.end,
  };
}

/** Descriptions and candidates. */
function createNegotiation(pc: RTCPeerConnection, slots: MediaSlots) {
  return {
    createOffer: async ({ restart }) => {
      await pc.setLocalDescription(withNack(await pc.createOffer({ iceRestart: restart })));
      return localSdp(pc);
    },
    acceptOffer: async sdp => {
      await pc.setRemoteDescription({ type: 'offer', sdp: withFloor(sdp) });
      slots.prepareAnswer();
      await pc.setLocalDescription(withNack(await pc.createAnswer()));
      return localSdp(pc);
    },
    acceptAnswer: sdp => pc.setRemoteDescription({ type: 'answer', sdp: withFloor(sdp) }),
    addCandidate: candidate => void pc.addIceCandidate(candidate).catch(() => undefined),
  } satisfies Partial<PeerHandle>;
}

/** What is counted, and what can be asked of the encoders (spec/quality.md). */
function createQuality(pc: RTCPeerConnection, slots: MediaSlots, setSoundCopies: SetSoundCopies) {
  const { sender, receiver } = slots;
  return {
    ...createShaper({ sender, receiver, setSoundCopies }),
    // Asynchronous from the start: a callee has no media sections before the offer, and that is a rejection.
    measure: async () => readConnectionCounters(pc, slots.mids()),
    received: () => countArrivals(pc),
    loudness: createLoudness(() => receiver('microphone')),
    refreshPicture: () => pc.getSenders().forEach(requestKeyFrame),
  };
}

function toConfiguration({ iceServers, relayOnly }: PeerOptions): RTCConfiguration {
  return {
    iceServers: iceServers.map(toRtcServer),
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
    // Not in the standard's types: Chromium only, see above.
    ...{ encodedInsertableStreams: true },
  };
}

function toRtcServer({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls: [...urls],
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}

function localSdp(pc: RTCPeerConnection): string {
  return pc.localDescription?.sdp ?? '';
}

function openChannel(pc: RTCPeerConnection, emit: Emit): RTCDataChannel {
  const channel = pc.createDataChannel('sotto', { negotiated: true, id: 0 });
  channel.binaryType = 'arraybuffer';
  channel.onopen = () => emit({ kind: 'channelOpen' });
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) emit({ kind: 'data', bytes: new Uint8Array(data) });
  };
  return channel;
}

function reportProgress(pc: RTCPeerConnection, emit: Emit): void {
  pc.onicecandidate = ({ candidate }) => {
    if (candidate !== null && candidate.candidate !== '')
      emit({ kind: 'candidate', candidate: toCandidate(candidate) });
  };
  pc.onicegatheringstatechange = () => {
    if (pc.iceGatheringState === 'complete') emit({ kind: 'gatheringComplete' });
  };
  pc.onconnectionstatechange = () => {
    const state = pc.connectionState;
    if (state !== 'new' && state !== 'closed') emit({ kind: 'state', state });
  };
}

function toCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): Candidate {
  return { candidate, sdpMid, sdpMLineIndex };
}

async function selectedPath(pc: RTCPeerConnection): Promise<'relay' | 'direct' | undefined> {
  const reports = new Map<string, Record<string, unknown>>();
  for (const [id, report] of await pc.getStats()) reports.set(id, report);
  for (const report of reports.values()) {
    if (report['type'] !== 'transport') continue;
    const pair = reports.get(String(report['selectedCandidatePairId']));
    const ends = [pair?.['localCandidateId'], pair?.['remoteCandidateId']].map(end =>
      reports.get(String(end)),
    );
    if (pair === undefined) return undefined;
    return ends.some(end => end?.['candidateType'] === 'relay') ? 'relay' : 'direct';
  }
  return undefined;
}

/** Chromium only so far (https://w3c.github.io/webrtc-extensions/#rtcrtpsender-setparameters-keyframe); elsewhere nothing. */
function requestKeyFrame(sender: RTCRtpSender): void {
  if (sender.track?.kind !== 'video') return;
  const parameters = sender.getParameters();
  const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
  const setParameters: (...values: readonly [RTCRtpSendParameters, object]) => Promise<void> =
    sender.setParameters.bind(sender);
  setParameters(parameters, { encodingOptions }).catch(() => undefined);
}

/** Packets of media and messages that have arrived. */
async function countArrivals(pc: RTCPeerConnection): Promise<number> {
  let sum = 0;
  for (const report of (await pc.getStats()).values()) {
    if (report.type === 'inbound-rtp') sum += report.packetsReceived ?? 0;
    else if (report.type === 'data-channel') sum += report.messagesReceived ?? 0;
  }
  return sum;
}
