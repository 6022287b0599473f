/** What a call can be, and what runs meanwhile (spec/charts/call.md). */
import type { CallEnding } from '../client/view.ts';

/** `replaced`: the contact called at the same moment and that call won; this one never was. `movedOn`: it goes on behind a link. */
export type MachineEnding = CallEnding | { readonly kind: 'replaced' } | { readonly kind: 'movedOn' };

/** An outgoing call nobody has accepted. */
interface Outgoing {
  /** The first minutes, in which a prepared connection is kept. */
  readonly isWindowOpen: boolean;
  /** A connection is prepared. */
  readonly isPrepared: boolean;
}

/** A call that media has flowed in. */
interface Connected {
  readonly isOutgoing: boolean;
  /** This person holds it: nothing is captured and nothing is sent. */
  readonly isHeld: boolean;
}

/** An incoming call that was not accepted; whatever was decided, what runs is the same. */
type Incoming = Outgoing;

/** Everything a call can be. Carries no time: times are the driver's. */
export type CallState =
  | { readonly name: 'idle' }
  /** Outgoing. `preparing`: the invitation waits for the offer. `leaving`: not with the server yet. */
  | ({ readonly name: 'calling'; readonly invitation: 'preparing' | 'leaving' | 'taken' } & Outgoing)
  /** Outgoing: a device of the contact rings. */
  | ({ readonly name: 'ringing' } & Outgoing)
  /** Outgoing: it has rung for a while. */
  | ({ readonly name: 'waiting' } & Outgoing)
  /** Incoming, undecided; loud while the window is open. */
  | ({ readonly name: 'incoming' } & Incoming)
  /** Incoming, ignored: acceptable as long as the caller waits. */
  | ({ readonly name: 'setAside' } & Incoming)
  /** Incoming, rejected: the caller must not be able to tell. */
  | ({ readonly name: 'rejected' } & Incoming)
  | {
      readonly name: 'connecting';
      readonly isOutgoing: boolean;
      readonly isPrepared: boolean;
      /** Callee only. `sent`: acceptance on its way. `taken`: with the server. `heard`: the caller has reacted. */
      readonly acceptance: 'sent' | 'taken' | 'heard';
    }
  | ({ readonly name: 'inCall' } & Connected)
  | ({ readonly name: 'reconnecting' } & Connected)
  | { readonly name: 'ended'; readonly ending: MachineEnding };

/** Before anything. */
export const IDLE_CALL: CallState = { name: 'idle' };

/**
 * `invitation`: the invitation leaves without waiting for the offer. `patience`: ringing becomes waiting.
 * `window`: the end of loud ringing and of the prepared connection. `acceptance`: the caller should have reacted.
 * `connecting`: media should have come.
 */
export type CallTimer = 'invitation' | 'patience' | 'window' | 'acceptance' | 'connecting';

/** What can run for a call. `will`: left with the server in case this client vanishes. */
export type Activity = CallTimer | 'peer' | 'capture' | 'ringTone' | 'ringBack' | 'will';

/** Everything that runs in a state. The machine derives all starts and stops from this table alone. */
export function stateToActivities(state: CallState): readonly Activity[] {
  switch (state.name) {
    case 'idle':
    case 'ended':
      return [];
    case 'calling':
      return ['capture', ...(state.invitation === 'preparing' ? INVITING : WILL), ...prepared(state)];
    case 'ringing':
      return ['capture', 'will', 'patience', ...ringBack(state), ...prepared(state)];
    case 'waiting':
      return ['capture', 'will', ...ringBack(state), ...prepared(state)];
    case 'incoming':
      return [...(state.isWindowOpen ? RING_TONE : []), ...prepared(state)];
    case 'setAside':
    case 'rejected':
      return prepared(state);
    case 'connecting':
      return [
        'capture',
        'connecting',
        ...(state.isPrepared ? PEER : []),
        ...(state.acceptance === 'taken' ? ACCEPTANCE : []),
      ];
    case 'inCall':
    case 'reconnecting':
      return state.isHeld ? PEER : ['capture', 'peer'];
  }
}

const INVITING: readonly Activity[] = ['invitation'];
const WILL: readonly Activity[] = ['will'];
const RING_TONE: readonly Activity[] = ['ringTone'];
const RING_BACK: readonly Activity[] = ['ringBack'];
const WINDOW: readonly Activity[] = ['window'];
const PEER: readonly Activity[] = ['peer'];
const ACCEPTANCE: readonly Activity[] = ['acceptance'];

function prepared({ isPrepared, isWindowOpen }: Outgoing): readonly Activity[] {
  return [...(isPrepared ? PEER : []), ...(isWindowOpen ? WINDOW : [])];
}

function ringBack({ isWindowOpen }: Outgoing): readonly Activity[] {
  return isWindowOpen ? RING_BACK : [];
}
