/**
 * The page of the media worker's test: two peer connections joined in memory, each with the production page side
 * (`platform/mediaWorker.ts`) and a worker of its own, as on two devices.
 */
import type { FrameCounters } from '@sotto/core/crypto/sframe/counters';
import type { ConnectionBaseKeys } from '@sotto/core/crypto/sframe/keyring';
import { createMediaWorker, type MediaWorker, startMediaWorkerThread } from '@sotto/web/platform/mediaWorker';

/** How a call of the test is made. */
export interface CallPlan {
  /** MIME type of the only picture codec offered. */
  readonly codec: string;
  /** `plain`: the caller is a foreign client that encrypts nothing. */
  readonly caller: KeyPlan | 'plain';
  readonly callee: KeyPlan;
}

/** `agreed`: the keys both should have. `other`: keys of another call. `none`: no keys at all. */
export type KeyPlan = 'agreed' | 'other' | 'none';

/** What one side of the call has seen so far. */
export interface SideReport {
  readonly pictures: number;
  /** Sound samples that were really received, not made up by concealment. */
  readonly samples: number;
  readonly counters: FrameCounters;
  /** Slots that reported a first frame, in order. */
  readonly first: readonly string[];
}

/** The page's functions as the test calls them. */
export interface Harness {
  canUse(codec: string): boolean;
  start(plan: CallPlan): Promise<void>;
  report(): Promise<{ readonly caller: SideReport; readonly callee: SideReport }>;
  /** Gives the callee the agreed keys. */
  repair(): Promise<void>;
  /** Removes the caller's keys by removing its connection. */
  forget(): void;
  stop(): void;
}

interface Side {
  readonly pc: RTCPeerConnection;
  readonly worker: MediaWorker;
  readonly first: string[];
}

const NAME = 'call';
let sides: { readonly caller: Side; readonly callee: Side } | undefined;

const harness: Harness = {
  canUse: codec => codecsOf(codec).length > 0,
  start,
  async report() {
    const { caller, callee } = current();
    return { caller: await reportOf(caller), callee: await reportOf(callee) };
  },
  repair: () => current().callee.worker.setKeys(NAME, keysOf('agreed', 'callee')),
  forget: () => current().caller.worker.remove(NAME),
  stop() {
    for (const side of Object.values(current())) {
      side.pc.close();
      side.worker.close();
    }
    sides = undefined;
  },
};
Object.assign(globalThis, { harness });

async function start(plan: CallPlan): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 320, height: 240 },
  });
  const caller = createSide(plan.caller !== 'plain');
  const callee = createSide(true);
  sides = { caller, callee };
  const isEncrypting = plan.caller !== 'plain';
  const senders = addTransceivers(caller, plan.codec, isEncrypting);
  attachOnTrack(callee, stream, plan.callee);
  await join(caller.pc, callee.pc);
  if (plan.caller !== 'plain') await giveKeys(caller, plan.caller, 'caller');
  for (const [index, track] of [...stream.getAudioTracks(), ...stream.getVideoTracks()].entries()) {
    await senders[index]?.replaceTrack(track);
  }
}

function addTransceivers(side: Side, codec: string, isEncrypting: boolean): readonly RTCRtpSender[] {
  return (['microphone', 'camera'] as const).map(slot => {
    const transceiver = side.pc.addTransceiver(slot === 'camera' ? 'video' : 'audio', {
      direction: 'sendrecv',
    });
    if (isEncrypting) side.worker.attachSender(transceiver.sender, NAME, slot);
    if (isEncrypting) side.worker.attachReceiver(transceiver.receiver, NAME, slot);
    if (slot === 'camera') transceiver.setCodecPreferences(codecsOf(codec));
    return transceiver.sender;
  });
}

function attachOnTrack(side: Side, stream: MediaStream, keys: KeyPlan): void {
  side.pc.addEventListener('track', ({ transceiver, track }) => {
    const slot = track.kind === 'video' ? 'camera' : 'microphone';
    side.worker.attachSender(transceiver.sender, NAME, slot);
    side.worker.attachReceiver(transceiver.receiver, NAME, slot);
    transceiver.direction = 'sendrecv';
    const own = stream.getTracks().find(candidate => candidate.kind === track.kind);
    void giveKeys(side, keys, 'callee').then(() => transceiver.sender.replaceTrack(own?.clone() ?? null));
    playTrack(track);
  });
}

/** Sound is only decoded for somebody who listens. */
function playTrack(track: MediaStreamTrack): void {
  const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
  element.srcObject = new MediaStream([track]);
  element.muted = track.kind === 'video';
  void element.play();
}

function createSide(isEncrypting: boolean): Side {
  const first: string[] = [];
  const handlers = {
    firstFrame: (_connection: string, slot: string) => first.push(slot),
    failed: () => first.push('failed'),
  };
  const worker = createMediaWorker(startMediaWorkerThread(), handlers);
  worker.hear(NAME, true);
  const configuration = { encodedInsertableStreams: isEncrypting, bundlePolicy: 'max-bundle' };
  return { pc: new RTCPeerConnection(configuration as RTCConfiguration), worker, first };
}

async function join(caller: RTCPeerConnection, callee: RTCPeerConnection): Promise<void> {
  caller.addEventListener('icecandidate', event => void callee.addIceCandidate(event.candidate ?? undefined));
  callee.addEventListener('icecandidate', event => void caller.addIceCandidate(event.candidate ?? undefined));
  caller.addEventListener('track', event => playTrack(event.track));
  await caller.setLocalDescription();
  await callee.setRemoteDescription(caller.localDescription as RTCSessionDescription);
  await callee.setLocalDescription();
  await caller.setRemoteDescription(callee.localDescription as RTCSessionDescription);
}

async function giveKeys(side: Side, plan: KeyPlan, role: 'caller' | 'callee'): Promise<void> {
  if (plan !== 'none') await side.worker.setKeys(NAME, keysOf(plan, role));
}

function keysOf(plan: KeyPlan, role: 'caller' | 'callee'): ConnectionBaseKeys {
  const seed = plan === 'agreed' ? 10 : 20;
  const fromCaller = { kid: 0, key: new Uint8Array(32).fill(seed) };
  const fromCallee = { kid: 1, key: new Uint8Array(32).fill(seed + 1) };
  return role === 'caller'
    ? { send: fromCaller, receive: [fromCallee] }
    : { send: fromCallee, receive: [fromCaller] };
}

function codecsOf(codec: string) {
  const { codecs } = RTCRtpReceiver.getCapabilities('video') ?? { codecs: [] };
  return codecs.filter(candidate => candidate.mimeType.toLowerCase() === codec.toLowerCase()).slice(0, 1);
}

async function reportOf(side: Side): Promise<SideReport> {
  let pictures = 0;
  let samples = 0;
  for (const entry of (await side.pc.getStats()).values()) {
    if (entry.type !== 'inbound-rtp') continue;
    pictures += entry.framesDecoded ?? 0;
    if (entry.kind === 'audio') samples += (entry.totalSamplesReceived ?? 0) - (entry.concealedSamples ?? 0);
  }
  return { pictures, samples, counters: await side.worker.counters(NAME), first: side.first };
}

function current(): { readonly caller: Side; readonly callee: Side } {
  if (sides === undefined) throw new Error('no call was started');
  return sides;
}
