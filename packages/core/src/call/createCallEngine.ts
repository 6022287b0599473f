/**
 * All calls of this client (spec/call.md): which one has the screen, the devices and the tones, what becomes of two
 * calls at the same moment, and what a reload leaves.
 */
import { bytesToId, type CallId, type ContactId, ID_BYTES, type ItemId } from '@sotto/protocol/ids';
import { PREPARED_LIFETIME_MS, RING_LOUDLY_MS } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import { type CallItem, createCallItem } from '../history/callItem.ts';
import { CallFlood } from './callFlood.ts';
import type { Arrival, CallCommandProblem, CallEngine, CallNeeds } from './callNeeds.ts';
import { CallSender } from './callSender.ts';
import { activeCall, canHold, heldCall, incomingOf, liveCall, liveCallsWith } from './callSet.ts';
import { callsToViews } from './callsToViews.ts';
import { CallTone } from './callTone.ts';
import { isAcceptable, isHeld, isHoldable } from './callToView.ts';
import { createDeviceCommands, type DeviceCommands } from './deviceCommands.ts';
import { endInterrupted } from './interruptedCall.ts';
import { LocalMedia } from './localMedia.ts';
import { NO_OTHER_CALL, type OtherCall } from './otherCall.ts';
import { OwnRecentCalls } from './ownRecentCalls.ts';
import { type CallFacts, RunningCall } from './runCall.ts';
import type { StoredCall } from './storedCall.ts';
import { type InviteSurroundings, type NewCallFacts, takeInvite } from './takenInvite.ts';
import { Together } from './together.ts';

/** Makes the engine. Nothing runs before the first call. `devices` and `other` are shared with calls behind links. */
export function createCallEngine(
  needs: CallNeeds,
  devices = new LocalMedia(needs.media),
  other = NO_OTHER_CALL,
): CallEngine {
  const calls = new Calls(needs, devices, other);
  return Object.assign(
    calls,
    createDeviceCommands(devices, () => calls.hasDevices()),
  );
}

type Outcome = Result<void, CallCommandProblem>;
const DONE: Outcome = success(undefined);

class Calls implements Omit<CallEngine, keyof DeviceCommands> {
  readonly #needs: CallNeeds;
  readonly #media: LocalMedia;
  readonly #other: OtherCall;
  /** Calls that have not ended, oldest first. */
  readonly #calls = new Map<CallId, RunningCall>();
  readonly #listeners = new Set<() => void>();
  /** An ended call that still has the screen. */
  #shown: RunningCall | undefined;
  readonly #tone: CallTone;
  readonly #acts: Together;
  readonly #flood: CallFlood;
  readonly #recent = new OwnRecentCalls();

  constructor(needs: CallNeeds, devices: LocalMedia, other: OtherCall) {
    this.#needs = needs;
    this.#other = other;
    this.#tone = new CallTone(needs.ringer);
    this.#flood = new CallFlood(needs.clock);
    this.#media = devices;
    devices.onChange(() => this.#mediaChanged());
    const settling = [
      () => this.#removeEnded(),
      () => this.isInCall() || this.#other.resume(false),
      () => this.#media.settle(),
      () => this.#followTones(),
    ];
    this.#acts = new Together(needs.log, () => [...settling, ...this.#listeners]);
  }

  placeCall(contactId: ContactId, media: CallMedia): Result<{ readonly callId: CallId }, CallCommandProblem> {
    const theirs = incomingOf(this.#all(), contactId)[0]?.facts().item.callId;
    const isBusy =
      this.hasDevices() || this.#other.isRunning() || liveCallsWith(this.#all(), contactId).length > 0;
    if (isBusy) return failure('alreadyInCall');
    if (theirs !== undefined) {
      const accepted = this.accept(theirs, media, 'hold');
      return accepted.ok ? success({ callId: theirs }) : accepted;
    }
    const callId = bytesToId<CallId>(this.#needs.random.bytes(ID_BYTES));
    this.#flood.welcome(contactId);
    this.#together(() => {
      this.#shown = undefined;
      const item = this.#createItem({ callId, contactId, media, mine: true, at: this.#needs.clock.now() });
      this.#begin({ item }).hear({ kind: 'userCalls' });
    });
    return success({ callId });
  }

  accept(callId: CallId, media: CallMedia, others: 'end' | 'hold' = 'end'): Outcome {
    const call = this.#calls.get(callId);
    if (call === undefined || !isAcceptable(call.facts().state)) return failure('noSuchCall');
    if (others === 'hold' && !canHold(this.#all(), this.#other)) return failure('alreadyInCall');
    const { at, contactId } = call.facts().item;
    const age = this.#needs.clock.now() - at;
    this.#flood.welcome(contactId);
    this.#together(() => {
      this.#yield(others);
      this.#shown = undefined;
      call.accept(media, { kind: 'userAccepts', isFresh: age < PREPARED_LIFETIME_MS });
    });
    return DONE;
  }

  reject(callId: CallId): Outcome {
    return this.#decide(callId, 'userRejects');
  }

  ignore(callId: CallId): Outcome {
    return this.#decide(callId, 'userIgnores');
  }

  endCall(): Outcome {
    const live = liveCall(this.#all());
    if (live === undefined && this.#shown === undefined) return failure('noSuchCall');
    this.#together(() => {
      if (live === undefined) this.#shown = undefined;
      else live.hear({ kind: 'userHangsUp' });
      heldCall(this.#all())?.hear({ kind: 'userResumes' });
      if (!this.isInCall()) this.#other.resume(true);
    });
    return DONE;
  }

  hold(): Outcome {
    const active = this.#active();
    if (active === undefined || !isHoldable(active.facts().state)) return failure('noSuchCall');
    if (!canHold(this.#all(), this.#other)) return failure('alreadyInCall');
    this.#together(() => active.hear({ kind: 'userHolds' }));
    return DONE;
  }

  resume(callId: CallId): Outcome {
    const call = this.#calls.get(callId);
    if (call === undefined || !isHeld(call.facts().state)) return failure('noSuchCall');
    const active = this.#active();
    if (active !== undefined && !isHoldable(active.facts().state)) return failure('alreadyInCall');
    this.#together(() => {
      active?.hear({ kind: 'userHolds' });
      call.hear({ kind: 'userResumes' });
    });
    return DONE;
  }

  moveOn(callId: CallId): CallItem | undefined {
    const call = this.#calls.get(callId);
    this.#together(() => call?.hear({ kind: 'movesOn' }));
    return call?.facts().item;
  }

  readonly hasDevices = () => this.#active() !== undefined;
  readonly isInCall = () => liveCall(this.#all()) !== undefined;

  async messageArrived(contactId: ContactId, message: CallMessage, arrival: Arrival): Promise<void> {
    const call = this.#calls.get(message.callId);
    // A contact has no say in another one's call.
    if (call !== undefined && call.facts().item.contactId !== contactId) return;
    if (call !== undefined) this.#together(() => call.messageArrived(message));
    else if (message.k === 'callInvite')
      this.#together(() => takeInvite(this.#inviteSurroundings(), contactId, message, arrival));
    else if (message.k === 'callAccept' && this.#recent.take(message.callId, contactId)) {
      const { messenger, log } = this.#needs;
      await new CallSender(messenger, log, contactId, message.callId).end('alreadyOver');
    }
    await this.#saved(call ?? this.#calls.get(message.callId));
  }

  async restore(stored: readonly StoredCall[]): Promise<void> {
    await Promise.all(stored.map(record => this.#restoreOne(record)));
  }

  networkChanged(isCertain = true): void {
    this.#together(() => {
      for (const call of this.#calls.values()) call.networkChanged(isCertain);
    });
  }

  forgetContact(contactId: ContactId): void {
    this.#together(() => {
      for (const call of [...this.#calls.values()]) {
        if (call.facts().item.contactId === contactId) call.hear({ kind: 'contactForgotten' });
      }
      if (this.#shown?.facts().item.contactId === contactId) this.#shown = undefined;
    });
  }

  views(): ReturnType<CallEngine['views']> {
    return callsToViews([...this.#all()], this.#shown, this.#media);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    const calls = [...this.#calls.values()];
    this.#together(() => {
      for (const call of calls) call.hear({ kind: 'userHangsUp' });
      for (const call of calls) call.abandon();
      this.#calls.clear();
      this.#shown = undefined;
    });
    await Promise.all(calls.map(call => this.#saved(call)));
  }

  #begin(facts: CallFacts): RunningCall {
    const call: RunningCall = new RunningCall(this.#needs, this.#media, facts, () =>
      this.#together(() => undefined),
    );
    this.#calls.set(facts.item.callId, call);
    return call;
  }

  #createItem(facts: NewCallFacts) {
    return createCallItem({ ...facts, id: bytesToId<ItemId>(this.#needs.random.bytes(ID_BYTES)) });
  }

  #inviteSurroundings(): InviteSurroundings {
    return {
      ...{ needs: this.#needs, flood: this.#flood, calls: [...this.#all()] },
      createItem: facts => this.#createItem(facts),
      begin: facts => this.#begin(facts),
    };
  }

  async #restoreOne(record: StoredCall): Promise<void> {
    const { item, stage } = record;
    if (stage === 'calling' || stage === 'accepted') {
      if (item.mine) this.#recent.remember(item.callId, item.contactId);
      await endInterrupted(this.#needs, record);
    } else {
      const isWindowOpen = this.#needs.clock.now() - item.at < RING_LOUDLY_MS;
      this.#begin({ item, stored: record }).hear({ kind: 'restored', stage, isWindowOpen });
    }
  }

  #all(): Iterable<RunningCall> {
    return this.#calls.values();
  }

  #active(): RunningCall | undefined {
    return activeCall(this.#all());
  }

  /** What runs now makes way for another call. */
  #yield(others: 'end' | 'hold'): void {
    if (others === 'hold') this.#active()?.hear({ kind: 'userHolds' });
    else liveCall(this.#all())?.hear({ kind: 'userHangsUp' });
    if (others === 'hold') this.#other.hold();
    else if (!this.#other.isHeld()) this.#other.leave();
  }

  #decide(callId: CallId, kind: 'userRejects' | 'userIgnores'): Outcome {
    const call = this.#calls.get(callId);
    if (call === undefined || !isAcceptable(call.facts().state)) return failure('noSuchCall');
    call.hear({ kind });
    return DONE;
  }

  async #saved(call: RunningCall | undefined): Promise<void> {
    await call?.saved().catch(() => this.#needs.log.error('call.notStored'));
  }

  // --- After every change ---

  /** Runs what belongs together; devices, tones and listeners see only the outcome. */
  #together(action: () => void): void {
    this.#acts.run(action);
  }

  #followTones(): void {
    const tones = [...this.#all()].map(call => call.facts().tone);
    this.#tone.follow(tones, this.isInCall() || this.#other.isRunning());
  }

  #removeEnded(): void {
    for (const [callId, call] of this.#calls) {
      const { state, item, acceptedAt } = call.facts();
      if (state.name !== 'ended') continue;
      this.#calls.delete(callId);
      if (item.mine) this.#recent.remember(callId, item.contactId);
      const { kind } = state.ending;
      const hadScreen = (item.mine || acceptedAt !== undefined) && kind !== 'replaced' && kind !== 'movedOn';
      if (hadScreen && liveCall(this.#all()) === undefined) this.#shown = call;
    }
  }

  #mediaChanged(): void {
    this.#together(() => this.#active()?.mediaChanged());
  }
}
