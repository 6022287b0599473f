/** A running call as a screen sees it (`client/view.ts`). Pure. */
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { CallEnding, CallStage, CallView } from '../client/view.ts';
import type { CallState } from './callState.ts';
import type { LocalMedia } from './localMedia.ts';
import type { RunningCall } from './runCall.ts';

/** The view of a call; `media` are this client's devices. */
export function callToView(call: RunningCall, media: LocalMedia): CallView {
  const { state, item, theirs, stats, endedAt, isSilent, verificationCode, quality } = call.facts();
  return {
    callId: item.callId,
    contactId: item.contactId,
    outgoing: item.mine,
    media: item.media,
    stage: stateToStage(state),
    loud: state.name === 'incoming' && state.isWindowOpen && !isSilent,
    startedAt: item.at,
    connectedAt: item.connectedAt,
    endedAt,
    ending: stateToEnding(state),
    mine: isRunning(state) || isOutgoing(state) ? call.mine() : NOTHING_ON,
    theirs,
    path: isRunning(state) ? stats?.path : undefined,
    problems: isCapturing(state) ? media.problems() : {},
    devices: isCapturing(state) ? media.view() : undefined,
    verificationCode: isRunning(state) ? verificationCode : undefined,
    droppedFrames: stats?.droppedFrames ?? 0,
    quality: state.name === 'inCall' ? quality : undefined,
  };
}

/** An accepted call that has not ended. */
export function isRunning(state: CallState): boolean {
  return state.name === 'connecting' || state.name === 'inCall' || state.name === 'reconnecting';
}

/** A call in which media has flowed, so that it can be held. */
export function isHoldable(state: CallState): boolean {
  return state.name === 'inCall' || state.name === 'reconnecting';
}

/** A running call that this person holds. */
export function isHeld(state: CallState): boolean {
  return (state.name === 'inCall' || state.name === 'reconnecting') && state.isHeld;
}

/** An outgoing call that nobody has accepted. */
export function isOutgoing(state: CallState): boolean {
  return state.name === 'calling' || state.name === 'ringing' || state.name === 'waiting';
}

/** An incoming call that can be accepted, whatever was decided before. */
export function isAcceptable(state: CallState): boolean {
  return state.name === 'incoming' || state.name === 'setAside' || state.name === 'rejected';
}

const NOTHING_ON: MediaState = { microphone: false, camera: false, screen: false, held: false, hand: false };

function isCapturing(state: CallState): boolean {
  return (isRunning(state) && !isHeld(state)) || isOutgoing(state);
}

function stateToStage(state: CallState): CallStage {
  if (state.name === 'idle' || state.name === 'setAside' || state.name === 'rejected') return 'incoming';
  return state.name;
}

function stateToEnding(state: CallState): CallEnding | undefined {
  if (state.name !== 'ended') return undefined;
  const { ending } = state;
  return ending.kind === 'replaced' || ending.kind === 'movedOn' ? undefined : ending;
}
