/**
 * The floor for link calls: people in pages of their own, a bare peer connection for each pair, joined in the memory of
 * the test, relay only. What a pair sends is held back until it is released, at once or by a word over a data channel.
 */
import type { Page } from 'puppeteer-core';

/** One page's side of a pair. */
interface BareWay {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
}

/** One page's sides of all its pairs, by the number of the other page. */
interface BareMember {
  readonly ways: Map<number, BareWay>;
  /** This page's devices, once they are open. */
  stream: MediaStream | undefined;
  /** Lines of each picture sent at most; undefined: as captured. */
  readonly height: number | undefined;
  /** Sends on a way what the devices give. */
  readonly send: (way: BareWay) => Promise<void>;
}

declare global {
  interface Window {
    sottoMember: BareMember;
  }
}

/** Somebody in a bare mesh. */
export interface BarePerson {
  readonly page: Page;
  /** Different for each. */
  readonly number: number;
}

const MOST_ATTEMPTS = 3;

/** Makes a page somebody in a mesh, without anybody else. */
export async function beginBareMember({ page }: BarePerson, height?: number): Promise<void> {
  await page.evaluate(beginMember, height ?? null);
}

/**
 * Connects two people, without any media yet. Rejects when there is no path at the third attempt: a gathering may hang
 * on one machine's reused ports (437), and a bare connection has no watchdog.
 */
export async function connectBare(
  first: BarePerson,
  second: BarePerson,
  server: () => RTCIceServer,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToConnect(first, second, server);
    } catch (problem) {
      await Promise.all([
        closeBare(first, [second], 'keepDevices'),
        closeBare(second, [first], 'keepDevices'),
      ]);
      if (attempt === MOST_ATTEMPTS) throw problem;
    }
  }
}

async function tryToConnect(
  first: BarePerson,
  second: BarePerson,
  server: () => RTCIceServer,
): Promise<void> {
  await Promise.all([
    first.page.evaluate(openWay, second.number, server()),
    second.page.evaluate(openWay, first.number, server()),
  ]);
  const offer = await first.page.evaluate(describeWay, second.number, undefined);
  const answer = await second.page.evaluate(describeWay, first.number, offer);
  await first.page.evaluate(acceptWay, second.number, answer);
}

/** Opens this person's devices and sends to everybody who is connected. */
export async function releaseBare({ page }: BarePerson): Promise<void> {
  await page.evaluate(captureAndSend);
}

/** Opens this person's devices; on each connection the other side's word releases what they give. */
export async function awaitBareWord({ page }: BarePerson): Promise<void> {
  await page.evaluate(sendAtWord);
}

/** Shows a button that joins: gives the word on all connections, opens the devices, sends. */
export async function showBareJoin({ page }: BarePerson): Promise<void> {
  await page.evaluate(showButton);
}

/** Ends the connection with each of these; with `devices` this person's devices, too. */
export async function closeBare(
  { page }: BarePerson,
  others: readonly BarePerson[],
  devices: 'keepDevices' | 'closeDevices',
): Promise<void> {
  await page.evaluate(
    closeWays,
    others.map(({ number }) => number),
    devices === 'closeDevices',
  );
}

function beginMember(height: number | null): void {
  const send = async ({ connection }: BareWay): Promise<void> => {
    const { stream } = window.sottoMember;
    const [sound, picture] = connection.getTransceivers();
    const [camera = null] = stream?.getVideoTracks() ?? [];
    await Promise.all([
      sound?.sender.replaceTrack(stream?.getAudioTracks()[0] ?? null),
      picture?.sender.replaceTrack(camera),
    ]);
    const parameters = picture?.sender.getParameters();
    const [encoding] = parameters?.encodings ?? [];
    const captured = camera?.getSettings().height ?? 0;
    if (height === null || encoding === undefined || captured <= height) return;
    encoding.scaleResolutionDownBy = captured / height;
    await picture?.sender.setParameters(parameters as RTCRtpSendParameters);
  };
  window.sottoMember = { ways: new Map(), stream: undefined, height: height ?? undefined, send };
}

function openWay(other: number, server: RTCIceServer): void {
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
  const channel = connection.createDataChannel('bare', { negotiated: true, id: 0 });
  window.sottoMember.ways.set(other, { connection, channel });
}

/** The complete description, candidates included; the answer when an offer is given. */
async function describeWay(other: number, offer: string | undefined): Promise<string> {
  const way = window.sottoMember.ways.get(other);
  if (way === undefined) throw new Error('there is no such connection');
  const { connection } = way;
  if (offer === undefined) {
    for (const kind of ['audio', 'video']) connection.addTransceiver(kind, { direction: 'sendrecv' });
  } else {
    await connection.setRemoteDescription({ type: 'offer', sdp: offer });
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
  }
  // Sound that nobody plays is not taken from the network, and a picture that nobody shows is not drawn.
  for (const { receiver } of connection.getTransceivers()) {
    const player = document.createElement(receiver.track.kind === 'audio' ? 'audio' : 'video');
    player.dataset['other'] = String(other);
    player.muted = receiver.track.kind === 'video';
    player.srcObject = new MediaStream([receiver.track]);
    document.body.append(player);
    void player.play().catch(() => undefined);
  }
  await connection.setLocalDescription();
  await new Promise<void>((resolve, reject) => {
    const look = () => connection.iceGatheringState === 'complete' && resolve();
    connection.onicegatheringstatechange = look;
    look();
    // A gathering that hangs (437 Allocation Mismatch) never reports anything.
    setTimeout(() => reject(new Error('no relay candidate')), 5000);
  });
  return connection.localDescription?.sdp ?? '';
}

async function acceptWay(other: number, sdp: string): Promise<void> {
  const way = window.sottoMember.ways.get(other);
  if (way === undefined) throw new Error('there is no such connection');
  const { connection, channel } = way;
  await connection.setRemoteDescription({ type: 'answer', sdp });
  if (channel.readyState === 'open') return;
  await new Promise<void>((resolve, reject) => {
    channel.onopen = () => resolve();
    setTimeout(() => reject(new Error('no path')), 5000);
  });
}

async function captureAndSend(): Promise<void> {
  const member = window.sottoMember;
  member.stream ??= await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const way of member.ways.values()) await member.send(way);
}

async function sendAtWord(): Promise<void> {
  const member = window.sottoMember;
  member.stream ??= await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const way of member.ways.values())
    way.channel.onmessage = () => {
      way.channel.onmessage = null;
      void member.send(way);
    };
}

function showButton(): void {
  const member = window.sottoMember;
  document.querySelector('button')?.remove();
  const button = document.createElement('button');
  button.textContent = 'Join';
  // Above the players, which move about while they load.
  button.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9';
  document.body.append(button);
  button.onclick = () => {
    for (const { channel } of member.ways.values()) channel.send('join');
    void navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(stream => {
      member.stream = stream;
      for (const way of member.ways.values()) void member.send(way);
    });
  };
}

function closeWays(others: readonly number[], hasDevices: boolean): void {
  const member = window.sottoMember;
  for (const other of others) {
    member.ways.get(other)?.connection.close();
    member.ways.delete(other);
    for (const player of document.querySelectorAll(`[data-other="${other}"]`)) player.remove();
  }
  if (!hasDevices) return;
  for (const track of member.stream?.getTracks() ?? []) track.stop();
  member.stream = undefined;
}
