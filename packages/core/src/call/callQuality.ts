/** Ties the watch over a connection's quality to one call: its peer, its channel and what both sides send. */
import type { MediaState, NetworkState } from '@sotto/protocol/sealed/channelMessage';
import type { RunningPeer } from '../peer/runPeer.ts';
import { createQualityWatch, type QualityWatch } from '../quality/qualityWatch.ts';
import type { CallChannel } from './callChannel.ts';
import type { CallNeeds } from './callNeeds.ts';

/** What the watch needs to know of its call. */
export interface QualityParts {
  readonly needs: CallNeeds;
  readonly channel: CallChannel;
  readonly peer: () => RunningPeer | undefined;
  readonly mine: () => MediaState;
  readonly theirs: () => MediaState | undefined;
  /** The view may read differently. */
  readonly changed: () => void;
}

/** The quality of one call. */
export interface CallQuality extends QualityWatch {
  /** Takes in what the other side says of its network. */
  networkTold(state: NetworkState): void;
}

/** Makes the watch; nothing runs before `start`. */
export function createCallQuality(parts: QualityParts): CallQuality {
  const { needs, channel, peer, mine, theirs, changed } = parts;
  let theirNetwork: NetworkState | undefined;
  const watch = createQualityWatch({
    clock: needs.clock,
    measure: async () => peer()?.connection()?.measure(),
    shape: settings => peer()?.connection()?.shape(settings),
    facts: () => ({
      savesData: needs.settings().saveData,
      theirNetwork,
      hasCamera: mine().camera,
      isFed: !mine().held && (theirs()?.microphone === true || theirs()?.camera === true),
    }),
    tell: channel.sendNetwork,
    changed,
  });
  return {
    ...watch,
    networkTold: state => {
      theirNetwork = state;
    },
  };
}
