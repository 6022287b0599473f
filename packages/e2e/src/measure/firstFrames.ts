/**
 * When the first remote frames come, measured alike for the product and for bare connections. All functions run in
 * the page and refer to nothing outside themselves. Times: milliseconds since 1970, with fractions, comparable
 * between the browsers of one machine.
 */

/** What a page has noted so far. */
export interface FirstFrames {
  /** The last click. */
  readonly clicked: number | undefined;
  /** The first picture decoded. */
  readonly picture: number | undefined;
  /** The first packet of sound received. */
  readonly sound: number | undefined;
}

declare global {
  interface Window {
    /** The probe of this page. */
    sottoProbe: {
      connections: RTCPeerConnection[];
      frames: { clicked: number | undefined; picture: number | undefined; sound: number | undefined };
      /** Begins to watch the newest connection: sections 0 (sound) and 1 (picture). */
      watch(): void;
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
  const frames: Window['sottoProbe']['frames'] = { clicked: undefined, picture: undefined, sound: undefined };
  document.addEventListener(
    'click',
    () => {
      frames.clicked = now();
    },
    true,
  );

  const watchReceiver = async (receiver: RTCRtpReceiver, name: 'picture' | 'sound'): Promise<void> => {
    for (const report of (await receiver.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      const hasCome = name === 'picture' ? report.framesDecoded > 0 : report.packetsReceived > 0;
      if (!hasCome) continue;
      frames[name] = now();
      return;
    }
    setTimeout(() => void watchReceiver(receiver, name), 4);
  };

  window.sottoProbe = {
    connections,
    frames,
    watch: () => {
      frames.clicked = undefined;
      frames.picture = undefined;
      frames.sound = undefined;
      const [sound, picture] = connections.at(-1)?.getTransceivers() ?? [];
      if (sound === undefined || picture === undefined) throw new Error('there is no connection to watch');
      void watchReceiver(picture.receiver, 'picture');
      void watchReceiver(sound.receiver, 'sound');
    },
  };
}

/** What the page has noted; undefined until both frames have come. */
export function readFirstFrames(): FirstFrames | undefined {
  const { frames } = window.sottoProbe;
  return frames.picture === undefined || frames.sound === undefined ? undefined : { ...frames };
}
