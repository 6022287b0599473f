/**
 * The floor: two bare peer connections, each in a browser of its own like the product's, joined in the memory of the
 * test, relay only, with their transport up before the call is accepted and nothing else to do.
 */
import type { Page } from 'puppeteer-core';
import { type BareFrames, type BareWay, connectBare, openBare } from './bareConnection.ts';
import { type SetUpTimes, watchSetUp } from './setUpTimes.ts';

/** One side of a bare call, as its page keeps it. */
interface BareSide extends BareWay {
  readonly tracks: MediaStreamTrack[];
}

declare global {
  interface Window {
    sottoBare: BareSide;
  }
}

/**
 * One bare call between two pages that have the probe of `firstFrames.ts`. The acceptance reaches the caller over the data channel: no way is shorter.
 * @param rest - milliseconds for which it rings, connected and quiet.
 * @param frames - with transforms, the pages must be allowed to start a worker of their own.
 */
export async function measureBareCall(
  caller: Page,
  callee: Page,
  server: () => RTCIceServer,
  rest: number,
  frames: BareFrames,
): Promise<SetUpTimes> {
  try {
    await join(caller, callee, server, frames);
    await callee.evaluate(showBareButton);
    await caller.evaluate(captureAtOnce);
    await Promise.all([caller, callee].map(page => page.evaluate(playSound)));
    const coming = await watchSetUp(caller, callee);
    await new Promise(resolve => setTimeout(resolve, rest));
    await callee.$eval('button', button => button.click());
    return await coming();
  } finally {
    await Promise.all([caller, callee].map(page => page.evaluate(closeBareCall)));
  }
}

/** A bare call whose two sides send sound and picture with the browser's default settings until it is closed. */
export async function startBareCall(
  caller: Page,
  callee: Page,
  server: () => RTCIceServer,
): Promise<{ readonly close: () => Promise<void> }> {
  await join(caller, callee, server, 'plain');
  await Promise.all([caller, callee].map(page => page.evaluate(sendAndPlay)));
  return {
    close: async () => void (await Promise.all([caller, callee].map(page => page.evaluate(closeBareCall)))),
  };
}

async function join(
  caller: Page,
  callee: Page,
  server: () => RTCIceServer,
  frames: BareFrames,
): Promise<void> {
  const ends = [
    { page: caller, to: 0 },
    { page: callee, to: 0 },
  ] as const;
  await openBare(ends, server, frames);
  await Promise.all([caller, callee].map(page => page.evaluate(takeSide)));
  await connectBare(ends);
}

function takeSide(): void {
  const way = window.sottoWays?.get(0);
  if (way === undefined) throw new Error('there is no connection');
  window.sottoBare = { ...way, tracks: [] };
}

/** Opens the devices, sends what they give, and plays what comes. */
async function sendAndPlay(): Promise<void> {
  const { connection, tracks } = window.sottoBare;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  tracks.push(...stream.getTracks());
  for (const [index, { sender, receiver }] of connection.getTransceivers().entries()) {
    const [own] = index === 0 ? stream.getAudioTracks() : stream.getVideoTracks();
    await sender.replaceTrack(own ?? null);
    const player = document.createElement('video');
    player.srcObject = new MediaStream([receiver.track]);
    document.body.replaceChildren(...(index === 0 ? [] : document.body.children), player);
    void player.play();
  }
}

/** The caller's devices run while it rings; their tracks go out with the acceptance. */
async function captureAtOnce(): Promise<void> {
  const { connection, channel, tracks } = window.sottoBare;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  tracks.push(...stream.getTracks());
  const [sound, picture] = connection.getTransceivers();
  channel.onmessage = () => {
    void sound?.sender.replaceTrack(stream.getAudioTracks()[0] ?? null);
    void picture?.sender.replaceTrack(stream.getVideoTracks()[0] ?? null);
  };
}

/** Accepts at a click, which costs a browser something, too: tells the caller, opens the devices, sends. */
function showBareButton(): void {
  const { connection, channel, tracks } = window.sottoBare;
  const button = document.createElement('button');
  button.textContent = 'Accept';
  document.body.replaceChildren(button);
  button.onclick = () => {
    channel.send('accept');
    void navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(stream => {
      tracks.push(...stream.getTracks());
      const [sound, picture] = connection.getTransceivers();
      void sound?.sender.replaceTrack(stream.getAudioTracks()[0] ?? null);
      void picture?.sender.replaceTrack(stream.getVideoTracks()[0] ?? null);
    });
  };
}

/** Sound that nobody plays is not taken from the network. */
function playSound(): void {
  const [sound] = window.sottoBare.connection.getTransceivers();
  if (sound === undefined) throw new Error('there is nothing to hear');
  const player = new Audio();
  player.srcObject = new MediaStream([sound.receiver.track]);
  void player.play();
}

function closeBareCall(): void {
  window.sottoBare.connection.close();
  for (const track of window.sottoBare.tracks) track.stop();
}
