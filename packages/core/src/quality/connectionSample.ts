/** What happened on a connection between two looks at its counters (spec/quality.md). Pure. */
import {
  type ConnectionCounters,
  type ConnectionRoute,
  MEDIA_KINDS,
  type MediaKind,
  type ReceiveCounters,
  type SendCounters,
} from '../port/connectionQuality.ts';

/** One direction of one kind, over the time between two looks. */
export interface StreamSample {
  /** Bit/s. */
  readonly bitrate: number;
  readonly packets: number;
  /** Share of packets that did not arrive at the first try, 0–1. */
  readonly loss: number;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Per second. */
  readonly framerate: number | undefined;
}

/** What this device sends of one kind. */
export interface SentSample extends StreamSample {
  /** The network lets less through than the encoder could give. */
  readonly isLimited: boolean;
}

/** What this device receives of one kind. */
export interface ReceivedSample extends StreamSample {
  /** Milliseconds. */
  readonly jitter: number | undefined;
  /** Share of the sound that was made up, 0–1. */
  readonly concealed: number | undefined;
}

/** Everything about the time between two looks. */
export interface ConnectionSample {
  readonly seconds: number;
  readonly route: ConnectionRoute | undefined;
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  /** Bit/s. */
  readonly availableOut: number | undefined;
  readonly sent: Readonly<Partial<Record<MediaKind, SentSample>>>;
  readonly received: Readonly<Partial<Record<MediaKind, ReceivedSample>>>;
  /** Over all kinds, weighted by packets; undefined when too few were sent to say. */
  readonly lossOut: number | undefined;
  /** Of the kind that lost most. */
  readonly lossIn: number | undefined;
  /** Packets of media that arrived. */
  readonly packetsIn: number;
}

/** The difference; undefined when the second look was no later, or is of another connection (its counters fell). */
export function countersToSample(
  before: ConnectionCounters,
  after: ConnectionCounters,
): ConnectionSample | undefined {
  const seconds = (after.at - before.at) / 1000;
  if (seconds <= 0 || MEDIA_KINDS.some(kind => hasFallen(before, after, kind))) return undefined;
  const sent: Partial<Record<MediaKind, SentSample>> = {};
  const received: Partial<Record<MediaKind, ReceivedSample>> = {};
  for (const kind of MEDIA_KINDS) {
    const out = after.sending[kind];
    const back = after.receiving[kind];
    if (out !== undefined) sent[kind] = toSent(before.sending[kind], out, seconds);
    if (back !== undefined) received[kind] = toReceived(before.receiving[kind], back, seconds);
  }
  const { route, roundTrip, availableOut } = after;
  return {
    ...{ seconds, route, roundTrip, availableOut, sent, received },
    lossOut: meanLoss(Object.values(sent)),
    lossIn: worstLoss(Object.values(received)),
    packetsIn: Object.values(received).reduce((sum, { packets }) => sum + packets, 0),
  };
}

/** Below that many packets a share says nothing. */
const FEWEST_PACKETS = 10;

function hasFallen(before: ConnectionCounters, after: ConnectionCounters, kind: MediaKind): boolean {
  const fell = (first: number | undefined, second: number | undefined) => (second ?? 0) < (first ?? 0);
  return (
    fell(before.sending[kind]?.packets, after.sending[kind]?.packets) ||
    fell(before.receiving[kind]?.packets, after.receiving[kind]?.packets)
  );
}

// Sound that is sent again counts as received, and pictures sent again do not: each is missed by one of the two
// figures. At a loss of p a packet is sent 1 / (1 - p) times, so p of all that is sent is sent again.
function toSent(before: SendCounters | undefined, after: SendCounters, seconds: number): SentSample {
  const packets = after.packets - (before?.packets ?? 0);
  const repeated = after.repeated - (before?.repeated ?? 0);
  const loss = packets === 0 ? 0 : Math.max(after.lossReported ?? 0, Math.min(1, repeated / packets));
  return { ...toStream(before, after, packets, seconds), loss, isLimited: after.isLimited };
}

function toReceived(
  before: ReceiveCounters | undefined,
  after: ReceiveCounters,
  seconds: number,
): ReceivedSample {
  const packets = after.packets - (before?.packets ?? 0);
  const lost = Math.max(0, after.lost - (before?.lost ?? 0));
  const samples = (after.samples ?? 0) - (before?.samples ?? 0);
  const concealed = (after.concealed ?? 0) - (before?.concealed ?? 0);
  return {
    ...toStream(before, after, packets, seconds),
    loss: packets + lost === 0 ? 0 : lost / (packets + lost),
    jitter: after.jitter,
    concealed: samples > 0 ? Math.min(1, Math.max(0, concealed / samples)) : undefined,
  };
}

function toStream(
  before: SendCounters | ReceiveCounters | undefined,
  after: SendCounters | ReceiveCounters,
  packets: number,
  seconds: number,
) {
  const { codec, width, height, frames } = after;
  return {
    packets,
    bitrate: ((after.bytes - (before?.bytes ?? 0)) * 8) / seconds,
    framerate: frames === undefined ? undefined : (frames - (before?.frames ?? 0)) / seconds,
    ...{ codec, width, height },
  };
}

// What arrives of sound after it was asked for again hides the loss that pictures show.
function worstLoss(streams: readonly StreamSample[]): number | undefined {
  const losses = streams.filter(({ packets }) => packets >= FEWEST_PACKETS).map(({ loss }) => loss);
  return losses.length === 0 ? undefined : Math.max(...losses);
}

function meanLoss(streams: readonly StreamSample[]): number | undefined {
  const packets = streams.reduce((sum, stream) => sum + stream.packets, 0);
  if (packets < FEWEST_PACKETS) return undefined;
  return streams.reduce((sum, stream) => sum + stream.loss * stream.packets, 0) / packets;
}
