/**
 * All calls of this client (spec/call.md): which one has the screen, the devices and the tones, what becomes of two
 * calls at the same moment, and what a reload leaves.
 */
import { bytesToId, type CallId, type ContactId, ID_BYTES, type ItemId } from '@sotto/protocol/ids';
import { PREPARED_LIFETIME_MS, RING_LOUDLY_MS } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CallInvite } from '@sotto/protocol/sealed/callInvite';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import { createCallItem, repairCallItem } from '../history/callItem.ts';
import type { DeviceKind } from '../port/media.ts';
import type { Tone } from '../port/ringer.ts';
import type { Arrival, CallCommandProblem, CallEngine, CallNeeds } from './callNeeds.ts';
import { CallSender } from './callSender.ts';
import { GLARE_ECHO_MS } from './callTimes.ts';
import { callToView, isAcceptable, isOutgoing, isRunning } from './callToView.ts';
import { decideGlare } from './glare.ts';
import { LocalMedia } from './localMedia.ts';
import { type CallFacts, RunningCall } from './runCall.ts';
import type { StoredCall } from './storedCall.ts';

/** Makes the engine. Nothing runs before the first call. */
export function createCallEngine(needs: CallNeeds): CallEngine {
  return new Calls(needs);
}

type Outcome = Result<void, CallCommandProblem>;
const DONE: Outcome = success(undefined);

class Calls implements CallEngine {
  readonly #needs: CallNeeds;
  readonly #media: LocalMedia;
  /** Calls that have not ended, oldest first. */
  readonly #calls = new Map<CallId, RunningCall>();
  readonly #listeners = new Set<() => void>();
  /** An ended call that still has the screen. */
  #shown: RunningCall | undefined;
  #tone: Tone | undefined;
  #depth = 0;

  constructor(needs: CallNeeds) {
    this.#needs = needs;
    this.#media = new LocalMedia(needs.media, () => this.#mediaChanged());
  }

  placeCall(contactId: ContactId, media: CallMedia): Result<{ readonly callId: CallId }, CallCommandProblem> {
    const theirs = this.#incomingOf(contactId)[0]?.facts().item.callId;
    if (this.#active() !== undefined) return failure('alreadyInCall');
    if (theirs !== undefined) {
      this.accept(theirs, media);
      return success({ callId: theirs });
    }
    const callId = bytesToId<CallId>(this.#needs.random.bytes(ID_BYTES));
    this.#together(() => {
      this.#shown = undefined;
      const item = this.#createItem({ callId, contactId, media, mine: true, at: this.#needs.clock.now() });
      this.#begin({ item }).hear({ kind: 'userCalls' });
    });
    return success({ callId });
  }

  accept(callId: CallId, media: CallMedia): Outcome {
    const call = this.#calls.get(callId);
    if (call === undefined || !isAcceptable(call.facts().state)) return failure('noSuchCall');
    const age = this.#needs.clock.now() - call.facts().item.at;
    this.#together(() => {
      this.#active()?.hear({ kind: 'userHangsUp' });
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
    const active = this.#active();
    if (active === undefined && this.#shown === undefined) return failure('noSuchCall');
    this.#together(() => {
      if (active === undefined) this.#shown = undefined;
      else active.hear({ kind: 'userHangsUp' });
    });
    return DONE;
  }

  setMicrophone(on: boolean): Outcome {
    return this.#setDevice('microphone', on);
  }

  setCamera(on: boolean): Outcome {
    return this.#setDevice('camera', on);
  }

  async messageArrived(contactId: ContactId, message: CallMessage, arrival: Arrival): Promise<void> {
    const call = this.#calls.get(message.callId);
    // A contact has no say in another one's call.
    if (call !== undefined && call.facts().item.contactId !== contactId) return;
    if (call !== undefined) this.#together(() => call.messageArrived(message));
    else if (message.k === 'callInvite') this.#together(() => this.#takeInvite(contactId, message, arrival));
    else if (message.k === 'callAccept')
      await this.#createSender(contactId, message.callId).end('alreadyOver');
    await this.#saved(call ?? this.#calls.get(message.callId));
  }

  async restore(stored: readonly StoredCall[]): Promise<void> {
    await Promise.all(stored.map(record => this.#restoreOne(record)));
  }

  networkChanged(): void {
    this.#together(() => {
      for (const call of this.#calls.values()) call.networkChanged();
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
    const ringing = [...this.#calls.values()].filter(call => call.facts().state.name === 'incoming');
    const onScreen = this.#active() ?? ringing[0] ?? this.#shown;
    const problems = this.#media.problems();
    return {
      call: onScreen && callToView(onScreen, problems),
      waitingCalls: ringing.filter(call => call !== onScreen).map(call => callToView(call, problems)),
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    const calls = [...this.#calls.values()];
    this.#together(() => {
      this.#active()?.hear({ kind: 'userHangsUp' });
      for (const call of this.#calls.values()) call.abandon();
      this.#calls.clear();
      this.#shown = undefined;
    });
    await Promise.all(calls.map(call => this.#saved(call)));
  }

  // --- Beginning ---

  #begin(facts: CallFacts): RunningCall {
    const call: RunningCall = new RunningCall(this.#needs, this.#media, facts, () =>
      this.#together(() => undefined),
    );
    this.#calls.set(facts.item.callId, call);
    return call;
  }

  #createItem(facts: Omit<Parameters<typeof createCallItem>[0], 'id'>) {
    return createCallItem({ ...facts, id: bytesToId<ItemId>(this.#needs.random.bytes(ID_BYTES)) });
  }

  #createSender(contactId: ContactId, callId: CallId): CallSender {
    return new CallSender(this.#needs.messenger, this.#needs.log, contactId, callId);
  }

  #takeInvite(contactId: ContactId, invite: CallInvite, { arrivedAt, callSecret }: Arrival): void {
    if (callSecret === undefined) return;
    const now = this.#needs.clock.now();
    const at = Math.min(arrivedAt, now);
    const canPrepare = invite.sdp !== undefined && now - at < PREPARED_LIFETIME_MS;
    const own = this.#ownCallTo(contactId);
    const winner = own && decideGlare(ownCallOf(own, now), invite.callId, GLARE_ECHO_MS);
    if (winner === 'own') return;
    // A contact makes one call at a time: what it offered before is over, even if word of it was lost.
    for (const old of this.#incomingOf(contactId)) old.hear({ kind: 'contactEnds', reason: 'gaveUp' });
    const { callId, media } = invite;
    const item = this.#createItem({ callId, contactId, media, mine: false, at });
    const call = this.#begin({ item, callSecret, offer: canPrepare ? toOffer(invite) : undefined });
    if (winner === 'theirs') {
      const ownMedia = own?.facts().item.media ?? media;
      own?.hear({ kind: 'glareLost' });
      call.accept(ownMedia, { kind: 'inviteWins', canPrepare });
    } else {
      const showsRinging = this.#needs.settings().showRinging;
      call.hear({ kind: 'inviteArrives', canPrepare, showsRinging, isWindowOpen: now - at < RING_LOUDLY_MS });
    }
  }

  async #restoreOne(record: StoredCall): Promise<void> {
    const { item, stage } = record;
    if (stage === 'calling' || stage === 'accepted') {
      const sender = this.#createSender(item.contactId, item.callId);
      sender.clearWill();
      // The record goes last: a crash in between must not leave the contact waiting.
      await sender.end(stage === 'calling' ? 'gaveUp' : 'hungUp');
      const { callId, contactId } = item;
      const change = { callId, contactId, stored: undefined, item: repairCallItem(item) };
      await this.#needs.keeper.save({ ...change, forgottenItem: undefined }).catch(() => undefined);
    } else {
      const isWindowOpen = this.#needs.clock.now() - item.at < RING_LOUDLY_MS;
      this.#begin({ item, stored: record }).hear({ kind: 'restored', stage, isWindowOpen });
    }
  }

  // --- Which call ---

  /** The one call that is outgoing or accepted. */
  #active(): RunningCall | undefined {
    return [...this.#calls.values()].find(
      call => isOutgoing(call.facts().state) || isRunning(call.facts().state),
    );
  }

  #ownCallTo(contactId: ContactId): RunningCall | undefined {
    const { mine, contactId: other } = this.#active()?.facts().item ?? {};
    return mine && other === contactId ? this.#active() : undefined;
  }

  #incomingOf(contactId: ContactId): readonly RunningCall[] {
    return [...this.#calls.values()].filter(
      call => call.facts().item.contactId === contactId && isAcceptable(call.facts().state),
    );
  }

  #decide(callId: CallId, kind: 'userRejects' | 'userIgnores'): Outcome {
    const call = this.#calls.get(callId);
    if (call === undefined || !isAcceptable(call.facts().state)) return failure('noSuchCall');
    call.hear({ kind });
    return DONE;
  }

  #setDevice(kind: DeviceKind, on: boolean): Outcome {
    if (this.#active() === undefined) return failure('noSuchCall');
    this.#media.set(kind, on);
    return DONE;
  }

  async #saved(call: RunningCall | undefined): Promise<void> {
    await call?.saved().catch(() => this.#needs.log.error('call.notStored'));
  }

  // --- After every change ---

  /** Runs what belongs together; devices, tones and listeners see only the outcome. */
  #together(action: () => void): void {
    this.#depth += 1;
    action();
    this.#depth -= 1;
    if (this.#depth > 0) return;
    this.#removeEnded();
    this.#media.settle();
    this.#playTone();
    for (const listener of this.#listeners) listener();
  }

  #removeEnded(): void {
    for (const [callId, call] of this.#calls) {
      const { state, item, acceptedAt } = call.facts();
      if (state.name !== 'ended') continue;
      this.#calls.delete(callId);
      const hadScreen = (item.mine || acceptedAt !== undefined) && state.ending.kind !== 'replaced';
      if (hadScreen && this.#active() === undefined) this.#shown = call;
    }
  }

  #playTone(): void {
    const tones = [...this.#calls.values()].map(call => call.facts().tone);
    const ring = this.#active() === undefined ? 'ringTone' : 'callWaiting';
    const tone = tones.includes('ringTone') ? ring : tones.find(each => each !== undefined);
    if (tone === this.#tone) return;
    this.#tone = tone;
    this.#needs.ringer.play(tone);
  }

  #mediaChanged(): void {
    this.#together(() => this.#active()?.mediaChanged());
  }
}

function ownCallOf(call: RunningCall, now: number) {
  const { item, state, acceptedAt } = call.facts();
  return {
    callId: item.callId,
    hasLeft: state.name !== 'calling' || state.invitation !== 'preparing',
    acceptedFor: acceptedAt === undefined ? undefined : now - acceptedAt,
  };
}

function toOffer({ sdp, candidates }: CallInvite) {
  return sdp === undefined ? undefined : { leg: { round: 0, restart: 0 }, sdp, candidates };
}
