/** What is kept of a running call: its conversation item, and the record that survives a reload (spec/call.md, "Items"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { type CallItem, type CallItemEvent, transitionCallItem } from '../history/callItem.ts';
import type { Clock } from '../port/clock.ts';
import type { CallKeeper } from './callNeeds.ts';
import type { CallState } from './callState.ts';
import type { StoredCall, StoredStage } from './storedCall.ts';

/** What is kept of one call. Changes are collected and written together by `save`. */
export class CallRecord {
  readonly #keeper: CallKeeper;
  readonly #clock: Clock;
  #item: CallItem;
  #callSecret: Bytes | undefined;
  #saved: StoredCall | undefined;
  /** What is to be done with the item in the next `save`. */
  #itemChange: 'put' | 'forget' | undefined;
  #saving: Promise<void> = Promise.resolve();
  #told: Promise<void> = Promise.resolve();

  constructor(keeper: CallKeeper, clock: Clock, item: CallItem, stored?: StoredCall) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#item = item;
    this.#saved = stored;
    this.#callSecret = stored?.callSecret;
    if (stored === undefined) this.#itemChange = 'put';
  }

  /** The item as it reads now. */
  item(): CallItem {
    return this.#item;
  }

  /** Notes the call's secret. */
  setSecret(callSecret: Bytes): void {
    this.#callSecret = callSecret;
  }

  /** Notes what an event changes in the item. */
  apply(event: CallItemEvent): void {
    const changed = transitionCallItem(this.#item, event, this.#clock.now());
    if (changed === this.#item) return;
    this.#item = changed;
    this.#itemChange = 'put';
  }

  /** The call never was: its item disappears. */
  forget(): void {
    this.#itemChange = 'forget';
  }

  /** The contact is being told that the call is over; the record is kept until that cannot be lost any more. */
  keepUntil(told: Promise<void>): void {
    this.#told = told;
  }

  /** Stores what a reload needs in this state and what the item has become, if anything changed. */
  save(state: CallState): void {
    const stage = STAGES[state.name];
    const stored = stage && { item: this.#item, stage, callSecret: this.#callSecret };
    if (this.#itemChange === undefined && isSameRecord(stored, this.#saved)) return;
    this.#saved = stored;
    const { callId, contactId, id } = this.#item;
    const item = this.#itemChange === 'put' ? this.#item : undefined;
    const forgottenItem = this.#itemChange === 'forget' ? id : undefined;
    this.#itemChange = undefined;
    const change = { callId, contactId, stored, item, forgottenItem };
    const save = () => this.#keeper.save(change);
    this.#saving = stored === undefined ? this.#told.then(save) : save();
    // Whoever depends on it asks `saved`.
    this.#saving.catch(() => undefined);
  }

  /** Resolves when everything up to now is durable. */
  saved(): Promise<void> {
    return this.#saving;
  }
}

function isSameRecord(one: StoredCall | undefined, other: StoredCall | undefined): boolean {
  return one?.stage === other?.stage && one?.callSecret === other?.callSecret && one?.item === other?.item;
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
