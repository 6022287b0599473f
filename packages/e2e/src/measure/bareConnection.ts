/**
 * The floor's connections: bare peer connections between pages, joined in the memory of the test, relay only. Whatever is
 * measured on them, they come up in this one way. What runs in a page refers to nothing outside itself.
 */
import type { Page } from 'puppeteer-core';

/** A page's side of a connection, as the page keeps it. */
export interface BareWay {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  /** Passes every frame on as it is. */
  readonly transforms: Worker | undefined;
}

/** What becomes of the frames between encoder and network: nothing at all, or a transform that changes nothing. */
export type BareFrames = 'plain' | 'passing';

declare global {
  interface Window {
    /** This page's sides of connections, by the number of whoever is at the other end. */
    sottoWays?: Map<number, BareWay>;
    /** One for all connections of a page, as in the product. */
    sottoTransforms?: Worker;
  }
}

/** A page's side of a connection, as the test names it. */
export interface BareEnd {
  readonly page: Page;
  /** Whom it leads to: different for each connection of the page. */
  readonly to: number;
}

const MOST_ATTEMPTS = 3;

/** Opens both ends, with a data channel and nothing else. */
export async function openBare(
  ends: readonly [BareEnd, BareEnd],
  server: () => RTCIceServer,
  frames: BareFrames = 'plain',
): Promise<void> {
  await Promise.all(ends.map(({ page, to }) => page.evaluate(openWay, to, server(), frames)));
}

/** Connects two open ends, with sound and picture both ways but no tracks yet. Rejects when there is no path. */
export async function connectBare([offering, answering]: readonly [BareEnd, BareEnd]): Promise<void> {
  const offer = await offering.page.evaluate(describeWay, offering.to, undefined);
  const answer = await answering.page.evaluate(describeWay, answering.to, offer);
  await offering.page.evaluate(acceptAnswer, offering.to, answer);
}

/**
 * Does it anew when it fails, three times at most. A gathering may hang on one machine's reused ports (437), and a bare
 * connection has no watchdog.
 * @param clear - what to do after each failure.
 */
export async function tryAgain<Value>(
  attempt: () => Promise<Value>,
  clear: () => Promise<void> = async () => undefined,
): Promise<Value> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (problem) {
      await clear();
      if (count === MOST_ATTEMPTS) throw problem;
    }
  }
}

function openWay(to: number, server: RTCIceServer, frames: BareFrames): void {
  const isPassing = frames === 'passing';
  const route = { iceServers: [server], iceTransportPolicy: 'relay' as const };
  const configuration = { ...route, encodedInsertableStreams: isPassing };
  const connection = new RTCPeerConnection(configuration);
  if (isPassing && window.sottoTransforms === undefined) {
    const program =
      'onrtctransform = ({ transformer: { readable, writable } }) => readable.pipeTo(writable);';
    window.sottoTransforms = new Worker(URL.createObjectURL(new Blob([program])));
  }
  const channel = connection.createDataChannel('bare', { negotiated: true, id: 0 });
  const transforms = isPassing ? window.sottoTransforms : undefined;
  window.sottoWays ??= new Map();
  window.sottoWays.set(to, { connection, channel, transforms });
}

/** The complete description, candidates included; the answer when an offer is given. */
async function describeWay(to: number, offer: string | undefined): Promise<string> {
  const way = window.sottoWays?.get(to);
  if (way === undefined) throw new Error('there is no such connection');
  const { connection, transforms } = way;
  if (offer === undefined) {
    for (const kind of ['audio', 'video']) connection.addTransceiver(kind, { direction: 'sendrecv' });
  } else {
    await connection.setRemoteDescription({ type: 'offer', sdp: offer });
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
  }
  for (const { sender, receiver } of connection.getTransceivers()) {
    if (transforms === undefined) break;
    sender.transform = new RTCRtpScriptTransform(transforms, {});
    receiver.transform = new RTCRtpScriptTransform(transforms, {});
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

async function acceptAnswer(to: number, sdp: string): Promise<void> {
  const way = window.sottoWays?.get(to);
  if (way === undefined) throw new Error('there is no such connection');
  const { connection, channel } = way;
  await connection.setRemoteDescription({ type: 'answer', sdp });
  if (channel.readyState === 'open') return;
  await new Promise<void>((resolve, reject) => {
    channel.onopen = () => resolve();
    setTimeout(() => reject(new Error('no path')), 5000);
  });
}
