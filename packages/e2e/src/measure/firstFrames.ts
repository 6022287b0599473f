/**
 * When the first remote frames come, measured alike for the product and for bare connections. All functions run in
 * the page and refer to nothing outside themselves. Times: milliseconds since 1970, with fractions, comparable
 * between the browsers of one machine.
 */
import type { Page } from 'puppeteer-core';

/** What a page has noted so far. */
export interface FirstFrames {
  /** The last click. */
  readonly clicked: number | undefined;
  /** The first picture decoded. */
  readonly picture: number | undefined;
  /** The first piece of sound decoded that is not silence. */
  readonly sound: number | undefined;
  /** When the last of the connections that are watched had its first picture and its first sound. */
  readonly all: number | undefined;
}

declare global {
  /** Chromium only, and not in TypeScript's library. */
  const MediaStreamTrackProcessor: new <Data = VideoFrame>(options: {
    readonly track: MediaStreamTrack;
  }) => { readonly readable: ReadableStream<Data> };

  interface Window {
    /** The probe of this page. */
    sottoProbe: {
      connections: RTCPeerConnection[];
      frames: { clicked: number | undefined; pictures: number[]; sounds: number[] };
      /** Begins to watch the newest connection, or so many: sections 0 (sound) and 1 (picture). */
      watch(count?: number): void;
      /** Waits for the frames of everything that is watched; rejects after 30 seconds. */
      seen(): Promise<FirstFrames>;
    };
  }
}

/** Installs the probe before the page's own scripts: `page.evaluateOnNewDocument(installProbe)`. */
export function installProbe(): void {
  const now = () => performance.timeOrigin + performance.now();
  const connections: RTCPeerConnection[] = [];
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const frames: Window['sottoProbe']['frames'] = { clicked: undefined, pictures: [], sounds: [] };
  let watched: readonly Promise<void>[] = [];
  document.addEventListener(
    'click',
    () => {
      frames.clicked = now();
    },
    true,
  );

  // Both only wait. Asking again and again would hold up the page and so the call: statistics, and sources still more.
  const watchPicture = async (track: MediaStreamTrack): Promise<void> => {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const { value } = await reader.read();
    frames.pictures.push(now());
    value?.close();
    await reader.cancel();
  };
  const watchSound = async (track: MediaStreamTrack): Promise<void> => {
    const reader = new MediaStreamTrackProcessor<AudioData>({ track }).readable.getReader();
    for (let isSilent = true; isSilent; ) {
      const { value } = await reader.read();
      if (value === undefined) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      value.close();
      isSilent = samples.every(sample => sample === 0);
    }
    frames.sounds.push(now());
    await reader.cancel();
  };

  window.sottoProbe = {
    connections,
    frames,
    watch: (count = 1) => {
      frames.clicked = undefined;
      frames.pictures = [];
      frames.sounds = [];
      const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
      if (open.length < count) throw new Error('there is no connection to watch');
      watched = open.slice(-count).flatMap(connection => {
        const [sound, picture] = connection.getTransceivers();
        if (sound === undefined || picture === undefined) throw new Error('a connection carries nothing');
        return [watchPicture(picture.receiver.track), watchSound(sound.receiver.track)];
      });
    },
    seen: async () => {
      const late = new Promise<never>((_, reject) => {
        const found = () => `${frames.pictures.length} pictures and ${frames.sounds.length} sounds`;
        setTimeout(() => reject(new Error(`only ${found()} of ${watched.length / 2} each`)), 30_000);
      });
      await Promise.race([Promise.all(watched), late]);
      const { clicked, pictures, sounds } = frames;
      // In the order in which they came.
      return { clicked, picture: pictures[0], sound: sounds[0], all: Math.max(...pictures, ...sounds) };
    },
  };
}

/** Waits for the frames that a page watches. To be asked before they can come: asking holds the page up. */
export function awaitFrames(page: Page): Promise<FirstFrames> {
  return page.evaluate(() => window.sottoProbe.seen());
}
