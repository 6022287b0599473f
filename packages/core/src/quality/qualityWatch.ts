/**
 * Looks at a running call's connection once a second, tells it what to send, and says how good it is
 * (spec/quality.md). Begins only when media has flowed for a second: an acceptance has better things to do.
 */
import type { NetworkState } from '@sotto/protocol/sealed/channelMessage';
import type { QualityView } from '../client/view.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { ConnectionCounters, SendSettings } from '../port/connectionQuality.ts';
import { type ConnectionSample, countersToSample } from './connectionSample.ts';
import { climbLadder, type LadderState, ladderToPicture, ladderToSettings, startLadder } from './ladder.ts';
import { ADVICE_WINDOW_MS } from './rating.ts';
import { toQualityView } from './toQualityView.ts';

/** What a watch looks at, and whom it tells. */
export interface QualityNeeds {
  readonly clock: Clock;
  /** Undefined when nothing can be measured now. */
  readonly measure: () => Promise<ConnectionCounters | undefined>;
  readonly shape: (settings: SendSettings) => void;
  readonly facts: () => QualityFacts;
  /** What the other side should know of this one's network. */
  readonly tell: (state: NetworkState) => void;
  readonly changed: () => void;
}

/** What the call knows beside the connection. */
export interface QualityFacts {
  /** This person saves data. */
  readonly savesData: boolean;
  readonly theirNetwork: NetworkState | undefined;
  /** This device's camera is on. */
  readonly hasCamera: boolean;
  /** Something should arrive: the other side sends, and nobody holds the call. */
  readonly isFed: boolean;
}

/** The watch over one call. */
export interface QualityWatch {
  /** Media flows. Harmless when repeated. */
  start(): void;
  stop(): void;
  /** Undefined until there is something to say. */
  view(): QualityView | undefined;
}

const FIRST_LOOK_MS = 1000;
const LOOK_EVERY_MS = 1000;

/** Makes a watch that does nothing yet. */
export function createQualityWatch(needs: QualityNeeds): QualityWatch {
  const { clock } = needs;
  let cancel: Cancel | undefined;
  let ladder: LadderState = startLadder(clock.now());
  let before: ConnectionCounters | undefined;
  let samples: readonly { readonly at: number; readonly sample: ConnectionSample }[] = [];
  let fedAt = clock.now();
  let view: QualityView | undefined;

  function look(): void {
    const mine = clock.after(LOOK_EVERY_MS, look);
    cancel = mine;
    void needs.measure().then(counters => {
      if (cancel !== undefined) take(counters);
    });
  }

  function take(counters: ConnectionCounters | undefined): void {
    const now = clock.now();
    const facts = needs.facts();
    const sample = counters && before && countersToSample(before, counters);
    before = counters ?? before;
    if (!facts.isFed || (sample?.packetsIn ?? 0) > 0) fedAt = now;
    if (sample !== undefined) {
      ladder = climbLadder(ladder, sample, now);
      samples = [...samples, { at: now, sample }].filter(({ at }) => now - at < ADVICE_WINDOW_MS);
    }
    needs.shape(
      ladderToSettings(ladder, { savesData: facts.savesData || facts.theirNetwork?.savesData === true }),
    );
    const picture = ladderToPicture(ladder);
    needs.tell({ savesData: facts.savesData, isPicturePaused: facts.hasCamera && picture === 'paused' });
    view = toQualityView({
      samples: samples.map(each => each.sample),
      picture,
      facts,
      quietFor: now - fedAt,
    });
    needs.changed();
  }

  return {
    start: () => {
      if (cancel !== undefined) return;
      ladder = startLadder(clock.now());
      fedAt = clock.now();
      cancel = clock.after(FIRST_LOOK_MS, look);
    },
    stop: () => {
      cancel?.();
      cancel = undefined;
      before = undefined;
      samples = [];
      view = undefined;
    },
    view: () => view,
  };
}
