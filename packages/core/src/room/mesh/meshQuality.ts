/**
 * The quality of the connection with one person: the ladder of 1:1 calls within a share of the upstream, and no picture
 * larger than it is looked at (spec/room.md, "Pictures").
 */
import type { MediaState, NetworkState } from '@sotto/protocol/sealed/channelMessage';
import { MAX_WATCHED_HEIGHT } from '@sotto/protocol/sealed/channelMessage';
import type { CallChannel } from '../../call/callChannel.ts';
import type { RunningPeer } from '../../peer/runPeer.ts';
import type { SendSettings } from '../../port/connectionQuality.ts';
import { FIRST_SETTINGS } from '../../quality/ladder.ts';
import { createQualityWatch } from '../../quality/qualityWatch.ts';
import type { Rating } from '../../quality/rating.ts';
import { limitToShare } from '../../quality/share.ts';
import type { MeshNeeds } from './meshNeeds.ts';

/** What the watch needs to know. */
export interface MeshQualityParts {
  readonly needs: MeshNeeds;
  readonly channel: CallChannel;
  readonly peer: () => RunningPeer | undefined;
  readonly theirs: () => MediaState | undefined;
  /** How high this person looks at the other's picture. */
  readonly watched: () => number;
  /** How many people this device sends to. */
  readonly receivers: () => number;
}

/** The quality with one person. */
export interface MeshQuality {
  /** Harmless when repeated. */
  start(): void;
  stop(): void;
  /** Takes in what the other side says of its network. */
  networkTold(state: NetworkState): void;
  /** Takes in how high the other side looks at this one's picture. */
  asked(height: number): void;
  /** What was decided last, on a new connection or with another share. */
  reshape(): void;
  facts(): {
    readonly rating: Rating | undefined;
    readonly picture: 'full' | 'lowered' | 'paused' | undefined;
    /** They have their camera on, and send no picture so that the sound gets through. */
    readonly isTheirPicturePaused: boolean;
  };
}

/** Makes the watch; nothing runs before `start`. */
export function createMeshQuality(parts: MeshQualityParts): MeshQuality {
  const { needs, channel, peer, theirs, watched, receivers } = parts;
  let theirNetwork: NetworkState | undefined;
  let asked = MAX_WATCHED_HEIGHT;
  let decided: SendSettings = FIRST_SETTINGS;
  const reshape = () =>
    peer()
      ?.connection()
      ?.shape(limitToShare(decided, { receivers: receivers(), asked }));
  const isSent = () => needs.mine()?.camera === true && asked > 0;
  const watch = createQualityWatch({
    clock: needs.clock,
    measure: async () => peer()?.connection()?.measure(),
    shape: settings => {
      decided = settings;
      reshape();
    },
    facts: () => ({
      savesData: needs.settings().saveData,
      theirNetwork,
      hasCamera: isSent(),
      isFed: isFed(),
    }),
    tell: channel.sendNetwork,
    changed: needs.changed,
  });

  function isFed(): boolean {
    const state = theirs();
    if (state === undefined || state.held || needs.mine()?.held === true) return false;
    return state.microphone || (state.camera && watched() > 0);
  }

  return {
    start: watch.start,
    stop: watch.stop,
    networkTold: state => {
      const isNews = state.isPicturePaused !== (theirNetwork?.isPicturePaused ?? false);
      theirNetwork = state;
      if (isNews) needs.changed();
    },
    asked: height => {
      if (height === asked) return;
      asked = height;
      reshape();
    },
    reshape,
    facts: () => {
      const view = watch.view();
      const isTheirPicturePaused = theirs()?.camera === true && theirNetwork?.isPicturePaused === true;
      return { rating: view?.theirs, picture: isSent() ? view?.picture : undefined, isTheirPicturePaused };
    },
  };
}
