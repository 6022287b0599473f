/**
 * The floor: two bare peer connections, each in a browser of its own like the product's, joined in the memory of the
 * test, relay only, with their transport up before the call is accepted and nothing else to do.
 */
import type { Page } from 'puppeteer-core';
import { type BareFrames, type BareWay, connectBare, openBare } from './bareConnection.ts';

/** Milliseconds from the acceptance, on each side. */
export interface SetUpTimes {
  readonly callerPicture: number;
  readonly callerSound: number;
  readonly calleePicture: number;
  readonly calleeSound: number;
}

/** One side of a bare call, as its page keeps it. */
interface BareSide extends BareWay {
  readonly tracks: MediaStreamTrack[];
  /** When the call was accepted here; milliseconds since 1970. */
  accepted: number;
}

declare global {
  interface Window {
    sottoBare: BareSide;
  }
}

/**
 * One bare call between two pages. The acceptance reaches the caller over the data channel: no way is shorter.
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
    const watching = Promise.all([caller.evaluate(watchFirstFrames), callee.evaluate(watchFirstFrames)]);
    await new Promise(resolve => setTimeout(resolve, rest));
    await callee.$eval('button', button => button.click());
    const [atCaller, atCallee] = await watching;
    const accepted = await callee.evaluate(() => window.sottoBare.accepted);
    return {
      callerSound: atCaller.sound - accepted,
      callerPicture: atCaller.picture - accepted,
      calleeSound: atCallee.sound - accepted,
      calleePicture: atCallee.picture - accepted,
    };
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
  window.sottoBare = { ...way, tracks: [], accepted: Number.NaN };
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
    window.sottoBare.accepted = performance.timeOrigin + performance.now();
    channel.send('accept');
    void navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(stream => {
      tracks.push(...stream.getTracks());
      const [sound, picture] = connection.getTransceivers();
      void sound?.sender.replaceTrack(stream.getAudioTracks()[0] ?? null);
      void picture?.sender.replaceTrack(stream.getVideoTracks()[0] ?? null);
    });
  };
}

/** As `firstFrames.ts` measures the product; milliseconds since 1970. */
async function watchFirstFrames(): Promise<{ readonly picture: number; readonly sound: number }> {
  const now = () => performance.timeOrigin + performance.now();
  const [sound, picture] = window.sottoBare.connection.getTransceivers().map(({ receiver }) => receiver);
  if (sound === undefined || picture === undefined) throw new Error('there is nothing to watch');
  const watchPicture = async () => {
    const reader = new MediaStreamTrackProcessor({ track: picture.track }).readable.getReader();
    const { value } = await reader.read();
    const at = now();
    value?.close();
    await reader.cancel();
    return at;
  };
  const watchSound = async () => {
    // Sound that nobody plays is not taken from the network.
    const player = new Audio();
    player.srcObject = new MediaStream([sound.track]);
    void player.play();
    const reader = new MediaStreamTrackProcessor<AudioData>({ track: sound.track }).readable.getReader();
    for (let isSilent = true; isSilent; ) {
      const { value } = await reader.read();
      if (value === undefined) throw new Error('the sound has ended');
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      value.close();
      isSilent = samples.every(sample => sample === 0);
    }
    const at = now();
    await reader.cancel();
    return at;
  };
  const [soundAt, pictureAt] = await Promise.all([watchSound(), watchPicture()]);
  return { sound: soundAt, picture: pictureAt };
}

function closeBareCall(): void {
  window.sottoBare.connection.close();
  for (const track of window.sottoBare.tracks) track.stop();
}
