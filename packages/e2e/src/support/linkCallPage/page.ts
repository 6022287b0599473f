/// <reference types="vite/client" />
/**
 * A page with the product's client and no screens: link calls are driven by their commands, and the picture of each
 * person is shown by itself. Its camera draws the page's own number and a counter, small and seldom, for slow machines.
 */
import type { Commands } from '@sotto/core/client/command';
import type { ClientView } from '@sotto/core/client/view';
import { startClient } from '@sotto/web/platform/startClient';

/** What a test reaches in the page. */
export interface LinkCallHarness {
  readonly commands: Commands;
  readonly view: () => ClientView;
  /** When the first picture of somebody was drawn, `performance.now()`; undefined before. */
  readonly firstPicture: () => number | undefined;
}

const RATE = 8;
const station = Number(new URLSearchParams(location.search).get('station') ?? 0);

replaceCamera();
void start();

async function start(): Promise<void> {
  const { client, pictures } = await startClient();
  let firstPicture: number | undefined;
  const videos = new Map<string, HTMLVideoElement>();
  const sounds = new Map<string, HTMLAudioElement>();

  function show(): void {
    const people = client.view().linkCall?.people ?? [];
    for (const { connection } of people) {
      const streams = connection && pictures.remotes.value.get(connection);
      if (connection === undefined || !streams) continue;
      const video = videos.get(connection) ?? addVideo(connection);
      if (video.srcObject === streams.picture) continue;
      video.srcObject = streams.picture;
      // Nobody listens, but only what is played is decoded.
      const sound = new Audio();
      sound.srcObject = streams.sound;
      void sound.play();
      sounds.set(connection, sound);
    }
    for (const [name, video] of videos)
      if (!people.some(({ connection }) => connection === name)) {
        video.remove();
        sounds.delete(name);
        videos.delete(name);
      }
  }

  function addVideo(name: string): HTMLVideoElement {
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.dataset['seat'] = name;
    video.requestVideoFrameCallback(() => {
      firstPicture ??= performance.now();
    });
    document.body.append(video);
    videos.set(name, video);
    return video;
  }

  client.onView(show);
  pictures.remotes.subscribe(show);
  const harness: LinkCallHarness = {
    commands: client.commands,
    view: client.view,
    firstPicture: () => firstPicture,
  };
  Object.assign(globalThis, { harness });
}

/** The pattern of `counterVideo.ts`. */
function replaceCamera(): void {
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async wanted => {
    const { video, ...rest } = wanted ?? {};
    const sound = rest.audio ? await original(rest) : undefined;
    const tracks = [...(sound?.getTracks() ?? []), ...(video ? [drawCamera()] : [])];
    return new MediaStream(tracks);
  };
}

function drawCamera(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 120];
  const context = canvas.getContext('2d');
  let counter = 0;
  const timer = setInterval(() => {
    counter = (counter + 1) % 120;
    if (context !== null) drawCounter(context, counter);
  }, 1000 / RATE);
  const [track] = canvas.captureStream(RATE).getVideoTracks();
  if (track === undefined) throw new Error('a canvas has no track');
  const stop = track.stop.bind(track);
  track.stop = () => {
    clearInterval(timer);
    stop();
  };
  return track;
}

function drawCounter(context: CanvasRenderingContext2D, counter: number): void {
  const check = (station * 7 + counter * 13 + 0x5a) & 0xff;
  context.fillStyle = '#7f7f7f';
  context.fillRect(0, 0, 160, 120);
  for (const [row, byte] of [station, counter, check, 0b10101010].entries())
    for (let column = 0; column < 8; column++) {
      context.fillStyle = (byte >> (7 - column)) & 1 ? '#fff' : '#000';
      context.fillRect(column * 20, row * 20, 20, 20);
    }
}
