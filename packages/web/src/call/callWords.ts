/** Which words belong to a call's stage, end, path and devices. Pure tables; sentences are in the locale files. */
import type { CallEnding, CallFailure, CallStage, CallView } from '@sotto/core/client/view';
import type { TextKey } from '../locale/locale.ts';

type NameKey = 'call.theyHungUp' | 'call.theyGaveUp';
type PlainCallKey = Exclude<Extract<TextKey, `call.${string}`>, NameKey>;

/** Words for a stage; an incoming call's depend on its media. */
export function callToStageKey(call: Pick<CallView, 'stage' | 'media'>): StageKey {
  if (call.stage !== 'incoming') return stageKeys[call.stage];
  return call.media === 'video' ? 'call.incomingVideo' : 'call.incomingAudio';
}

type StageKey = (typeof stageKeys)[keyof typeof stageKeys] | 'call.incomingVideo' | 'call.incomingAudio';

const stageKeys = {
  calling: 'call.calling',
  ringing: 'call.ringing',
  waiting: 'call.waiting',
  connecting: 'call.connecting',
  inCall: 'call.inCall',
  reconnecting: 'call.reconnecting',
  ended: 'call.ended',
} as const satisfies Record<Exclude<CallStage, 'incoming'>, PlainCallKey>;

/** Who ended the call. A failure has words of its own (`failureKeys`). */
export function endingToKey(ending: Exclude<CallEnding, { readonly kind: 'failed' }>) {
  if (ending.kind === 'answeredElsewhere') return 'call.answeredElsewhere';
  if (ending.kind === 'hungUp') return ending.byMe ? 'call.youHungUp' : 'call.theyHungUp';
  return ending.byMe ? 'call.youGaveUp' : 'call.theyGaveUp';
}

/** What to do about a failure. */
export const failureNextKeys = {
  noPath: 'call.noPathNext',
  noRelay: 'call.noRelayNext',
  deviceFailed: 'call.deviceFailedNext',
  unsupported: 'call.unsupportedNext',
  alreadyOver: 'call.alreadyOverNext',
  interrupted: 'call.interruptedNext',
} as const satisfies Record<CallFailure, PlainCallKey>;

/** The line about the path. */
export function pathToKey(path: CallView['path']) {
  if (path === undefined) return 'call.encrypted';
  return path === 'relay' ? 'call.encryptedRelay' : 'call.encryptedDirect';
}

/**
 * After how many milliseconds the screen of an ended call closes by itself: soon when this person ended it, later
 * when the other did, never when it failed, because then there is something to read.
 */
export function endingToCloseDelay(ending: CallEnding): number | undefined {
  if (ending.kind === 'failed') return undefined;
  return ending.kind !== 'answeredElsewhere' && ending.byMe ? 2000 : 8000;
}
