/** What became of the frames of a connection (spec/frames.md, "Counters"). Shown to people and asserted in tests. */

/** Why a frame was thrown away. */
export const DROP_REASONS = [
  /** No key was given yet, on either side. Nothing ever passes unsealed instead. */
  'noKey',
  /** Does not begin like a frame sealed under an agreed key id: what an unencrypted frame looks like. */
  'plain',
  /** Names an agreed key id and is not authentic. */
  'forged',
  /** Names this side's own key id. */
  'reflected',
  /** Authentic, and seen before or too old to tell. */
  'replayed',
  /** Authentic sound that nobody wants to hear yet. */
  'early',
  /** Too short, or not in the form its codec has here. */
  'malformed',
  /** A codec that cannot be sealed. */
  'unsupported',
  /** The key has sealed as many frames as it may. */
  'exhausted',
] as const;

/** One of {@link DROP_REASONS}. */
export type DropReason = (typeof DROP_REASONS)[number];

/** Frames since the connection began. */
export interface FrameCounters {
  readonly sealed: number;
  readonly opened: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

/** Counters that only their connection's pipeline changes. */
export interface FrameTally {
  sealed: number;
  opened: number;
  readonly dropped: Record<DropReason, number>;
}

/** A tally of nothing. */
export function createFrameTally(): FrameTally {
  const dropped = Object.fromEntries(DROP_REASONS.map(reason => [reason, 0]));
  return { sealed: 0, opened: 0, dropped: dropped as Record<DropReason, number> };
}

/** A copy that does not change any more. */
export function tallyToCounters(tally: FrameTally): FrameCounters {
  return { ...tally, dropped: { ...tally.dropped } };
}

/**
 * Frames that somebody may have tampered with, the number that a person is shown. Without `replayed`: networks deliver
 * packets twice, and what was asked for again (NACK) often arrives along with the late original. Without `early`: the
 * first sound may overtake the word that its sender has joined.
 */
export function countersToSuspicious({ dropped }: FrameCounters): number {
  const all = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  return all - dropped.replayed - dropped.early;
}
