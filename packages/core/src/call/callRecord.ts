/** What is kept of a running call: its conversation item, and the record that survives a reload (spec/call.md, "Items"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { type CallItem, type CallItemEvent, transitionCallItem } from '../history/callItem.ts';
import type { Clock } from '../port/clock.ts';
import type { CallKeeper } from './callNeeds.ts';
import type { CallState } from './callState.ts';
import type { StoredCall, StoredStage } from './storedCall.ts';

/** What is kept of one call. */
export class CallRecord {
  readonly #keeper: CallKeeper;
  readonly #clock: Clock;
  #item: CallItem;
  #callSecret: Bytes | undefined;
  #saved: StoredCall | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(keeper: CallKeeper, clock: Clock, item: CallItem, stored?: StoredCall) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#item = item;
    this.#saved = stored;
    this.#callSecret = stored?.callSecret;
  }

  /** The item as it reads now. */
  item(): CallItem {
    return this.#item;
  }

  /** Writes the item of a call that begins. */
  begin(): void {
    this.#keeper.recordItem(this.#item);
  }

  /** Notes the call's secret; it is kept with the next `save`. */
  setSecret(callSecret: Bytes): void {
    this.#callSecret = callSecret;
  }

  /** Writes what an event changes in the item. */
  apply(event: CallItemEvent): void {
    const changed = transitionCallItem(this.#item, event, this.#clock.now());
    if (changed === this.#item) return;
    this.#item = changed;
    this.#keeper.recordItem(changed);
  }

  /** Removes the item: the call never was. */
  forget(): void {
    this.#keeper.forgetItem(this.#item.contactId, this.#item.id);
  }

  /** Stores what a reload needs in this state, if that changed. */
  save(state: CallState): void {
    const stage = STAGES[state.name];
    const next = stage && { item: this.#item, stage, callSecret: this.#callSecret };
    const isSame =
      next?.stage === this.#saved?.stage &&
      next?.callSecret === this.#saved?.callSecret &&
      (next === undefined || next.item === this.#saved?.item);
    if (isSame) return;
    this.#saved = next;
    this.#saving = this.#keeper.saveCall(this.#item.callId, next);
  }

  /** Resolves when the last record is durable. */
  saved(): Promise<void> {
    return this.#saving;
  }
}

const STAGES: Readonly<Record<CallState['name'], StoredStage | undefined>> = {
  idle: undefined,
  calling: 'calling',
  ringing: 'calling',
  waiting: 'calling',
  incoming: 'undecided',
  setAside: 'ignored',
  rejected: 'rejected',
  connecting: 'accepted',
  inCall: 'accepted',
  reconnecting: 'accepted',
  ended: undefined,
};
