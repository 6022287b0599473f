/**
 * What a connection counts, and what it can be told to send (spec/quality.md). Plain numbers, so that everything that
 * is decided from them is decided in `core/quality`.
 */

/** What a connection sends and receives beside messages. */
export type MediaKind = 'sound' | 'camera' | 'screen';

/** All of {@link MediaKind}. */
export const MEDIA_KINDS: readonly MediaKind[] = ['sound', 'camera', 'screen'];

/** Which way packets go. With a relay: `transport` is the one between this device and its relay. */
export interface ConnectionRoute {
  readonly path: 'relay' | 'direct';
  readonly transport: 'udp' | 'tcp' | 'tls';
}

/** Counted since the connection was opened, for what this device sends of one kind. */
export interface SendCounters {
  readonly packets: number;
  /** Among `packets`: sent again because the other side missed them. */
  readonly repeated: number;
  /** Payload and headers. */
  readonly bytes: number;
  /** Lost as the other side last reported it, without what arrived at the second try; share of 0–1. */
  readonly lossReported: number | undefined;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly frames: number | undefined;
  /** The encoder gives less than it could because the network lets no more through. */
  readonly isLimited: boolean;
}

/** Counted since the connection was opened, for what this device receives of one kind. */
export interface ReceiveCounters {
  readonly packets: number;
  /** May fall, when a late packet arrives after all. */
  readonly lost: number;
  readonly bytes: number;
  /** Milliseconds. */
  readonly jitter: number | undefined;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Pictures decoded. */
  readonly frames: number | undefined;
  readonly freezes: number | undefined;
  /** Samples of sound played, and how many of them were made up to cover a gap. */
  readonly samples: number | undefined;
  readonly concealed: number | undefined;
}

/** Everything counted at one moment. */
export interface ConnectionCounters {
  /** Milliseconds on whatever clock the counters have. */
  readonly at: number;
  readonly route: ConnectionRoute | undefined;
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  /** What the sender believes to get through, bit/s. */
  readonly availableOut: number | undefined;
  readonly sending: Readonly<Partial<Record<MediaKind, SendCounters>>>;
  readonly receiving: Readonly<Partial<Record<MediaKind, ReceiveCounters>>>;
}

/** What is sent of a picture, at most. */
export interface PictureSettings {
  /** Nothing at all is sent. */
  readonly isPaused: boolean;
  /** Bit/s. */
  readonly bitrate: number;
  /** Pictures per second. */
  readonly framerate: number;
  /** The shorter edge, pixels. */
  readonly height: number;
}

/** What is sent on a connection, at most. */
export interface SendSettings {
  readonly sound: {
    /** Bit/s of one copy; undefined leaves it to the browser. */
    readonly bitrate: number | undefined;
    /** How many earlier frames every packet repeats (RFC 2198), at most 2. */
    readonly copies: number;
  };
  readonly camera: PictureSettings;
  readonly screen: PictureSettings;
  /** How long what is received waits for what is late, at least; milliseconds, 0 leaves it to the browser. */
  readonly waits: { readonly sound: number; readonly picture: number };
}
