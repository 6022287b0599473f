/** Drives one call: performs the call machine's effects, and carries facts between contact, connection and person. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { CallItem } from '../history/callItem.ts';
import type { RemoteOffer } from '../peer/peerEvent.ts';
import type { Cancel } from '../port/clock.ts';
import { attempt } from './attempt.ts';
import { CallConnection } from './callConnection.ts';
import type { CallEffect } from './callEffect.ts';
import type { CallEvent } from './callEvent.ts';
import { transitionCall } from './callMachine.ts';
import type { CallNeeds } from './callNeeds.ts';
import { CallRecord } from './callRecord.ts';
import { CallSender, type Fate } from './callSender.ts';
import { type CallState, type CallTimer, IDLE_CALL } from './callState.ts';
import { CALL_TIMES, SETTLE_MS } from './callTimes.ts';
import type { LocalMedia, WantedDevices } from './localMedia.ts';
import type { StoredCall } from './storedCall.ts';

/** What a call begins with. */
export interface CallFacts {
  readonly item: CallItem;
  /** Incoming only. */
  readonly callSecret?: Bytes;
  /** Incoming only, and only while it is young enough to be answered. */
  readonly offer?: RemoteOffer | undefined;
  /** After a reload. */
  readonly stored?: StoredCall;
}

/** A running call. Owns its connection and timers until the machine has ended. */
export class RunningCall {
  readonly #needs: CallNeeds;
  readonly #media: LocalMedia;
  readonly #changed: () => void;
  readonly #record: CallRecord;
  readonly #sender: CallSender;
  readonly #connection: CallConnection;
  readonly #timers = new Map<CallTimer, Cancel>();
  /** The acceptance that left on the data channel is repeated through the mailbox when the devices are open. */
  #cancelRepeat: Cancel = () => {};
  #cancelClearing: Cancel = () => {};
  #cancelSave: Cancel | undefined;
  readonly #secret = Promise.withResolvers<Bytes>();
  readonly #queue: CallEvent[] = [];
  #isRunning = false;
  #isAbandoned = false;
  #state: CallState = IDLE_CALL;
  /** What this person called or accepted with. */
  #ownMedia: CallMedia;
  /** What is on when the devices are opened: as called or accepted, after a hold as before it. */
  #devices: WantedDevices | undefined;
  #tone: 'ringTone' | 'ringBack' | undefined;
  #acceptedAt: number | undefined;
  #endedAt: number | undefined;

  constructor(needs: CallNeeds, media: LocalMedia, facts: CallFacts, changed: () => void) {
    const { item, stored, offer } = facts;
    this.#needs = needs;
    this.#media = media;
    this.#changed = changed;
    this.#ownMedia = item.media;
    this.#record = new CallRecord(needs.keeper, needs.clock, item, stored);
    this.#sender = new CallSender(needs.messenger, needs.log, item.contactId, item.callId);
    const callSecret = this.#secret.promise;
    const tell = (event: CallEvent) => this.hear(event);
    this.#connection = new CallConnection({
      ...{ needs, media, item, offer, callSecret, tell, changed },
      sender: this.#sender,
    });
    this.#noteSecret(facts.callSecret ?? stored?.callSecret);
  }

  /** What the driver knows, for the view and for the engine's decisions. */
  facts() {
    return {
      ...this.#connection.facts(),
      state: this.#state,
      item: this.#record.item(),
      tone: this.#isSilent() ? undefined : this.#tone,
      isSilent: this.#isSilent(),
      acceptedAt: this.#acceptedAt,
      endedAt: this.#endedAt,
    } as const;
  }

  /** What this device sends, or will as soon as it may. */
  mine(): MediaState {
    return this.#connection.mine();
  }

  /** Takes in a fact, and those that follow from it. */
  hear(event: CallEvent): void {
    this.#queue.push(event);
    if (this.#isRunning || this.#isAbandoned) return;
    this.#isRunning = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#step(next);
    this.#isRunning = false;
    this.#save();
    this.#changed();
  }

  /** Accepts, with or without this side's camera. */
  accept(media: CallMedia, event: Extract<CallEvent, { kind: 'userAccepts' | 'inviteWins' }>): void {
    this.#ownMedia = media;
    this.hear(event);
  }

  /** Takes in a message about this call from its contact. */
  messageArrived(message: CallMessage): void {
    if (message.k === 'callEnd') this.hear({ kind: 'contactEnds', reason: message.reason });
    else {
      this.#connection.messageArrived(message);
      if (!this.#record.item().mine && message.k !== 'callInvite') this.hear({ kind: 'contactResponds' });
    }
  }

  /** This device has another network. */
  networkChanged(isCertain: boolean): void {
    this.#connection.networkChanged(isCertain);
  }

  /** A device was switched, opened or lost. */
  mediaChanged(): void {
    this.#connection.mediaChanged();
  }

  /** Resolves when the record of this call is durable. */
  saved(): Promise<void> {
    this.#saveNow();
    return this.#record.saved();
  }

  /** Stops everything without a word and without touching the record: the page goes away. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#cancelRepeat();
    this.#cancelClearing();
    this.#cancelSave?.();
    this.#tone = undefined;
    this.#media.stop(this.#record.item().callId);
    this.#connection.close();
  }

  // Just after an acceptance the devices come first. A crash within that time finds the call as it rang.
  #save(): void {
    const { clock } = this.#needs;
    const left = (this.#acceptedAt ?? Number.NEGATIVE_INFINITY) + SETTLE_MS - clock.now();
    if (left <= 0 || left > SETTLE_MS || this.#state.name === 'ended') this.#saveNow();
    else this.#cancelSave ??= clock.after(left, () => this.#saveNow());
  }

  #saveNow(): void {
    this.#cancelSave?.();
    this.#cancelSave = undefined;
    this.#attempt('save', () => this.#record.save(this.#state));
  }

  #step(event: CallEvent): void {
    const before = this.#state;
    const [state, ...effects] = transitionCall(before, event);
    this.#state = state;
    if (before.name !== state.name) this.#attempt('stage', () => this.#noteStage(state));
    const isDone = effects.map(effect => this.#attempt(effect.kind, () => this.#perform(effect)));
    // What could not be done will not be done: the call ends, or loses what was prepared for it.
    if (isDone.includes(false)) this.#queue.push({ kind: 'peerFails', failure: 'deviceFailed' });
  }

  #attempt(effect: string, action: () => void): boolean {
    return attempt(this.#needs.log, 'call.effectFailed', action, { effect });
  }

  #noteStage(state: CallState): void {
    const now = this.#needs.clock.now();
    if (state.name === 'ended') this.#endedAt = now;
    this.#needs.log.info('call.stage', { stage: state.name, outgoing: this.#record.item().mine });
    if (state.name !== 'connecting') return;
    this.#acceptedAt = now;
    // A frame may overtake the acceptance: it takes the shorter way.
    if (this.#connection.facts().hasMedia) this.hear({ kind: 'mediaFlows' });
  }

  #perform(effect: CallEffect): void {
    const perform = this.#performers[effect.kind] as (effect: CallEffect) => void;
    perform(effect);
  }

  readonly #performers: {
    readonly [Kind in CallEffect['kind']]: (effect: Extract<CallEffect, { kind: Kind }>) => void;
  } = {
    sendInvite: () => this.#invite(),
    sendRinging: () => this.#sender.ringing(),
    sendAccept: ({ holdsConnection }) => this.#accept(holdsConnection),
    sendEnd: ({ reason }) => {
      this.#cancelRepeat();
      this.#connection.sendEnd(reason);
      this.#record.keepUntil(this.#sender.end(reason));
    },
    setWill: () => this.#sender.setWill(),
    clearWill: () => this.#clearWill(),
    openPeer: () => this.#connection.open(),
    renewPeer: () => this.#connection.renew(),
    closePeer: () => this.#connection.close(),
    releaseMedia: () => this.#connection.release(this.#ownMedia),
    holdMedia: () => {
      this.#devices = this.#media.wanted();
      this.#connection.setHeld(true);
    },
    startCapture: () => this.#capture(),
    stopCapture: () => this.#media.stop(this.#record.item().callId),
    startRingTone: () => this.#play('ringTone'),
    stopRingTone: () => this.#play(undefined),
    startRingBack: () => this.#play('ringBack'),
    stopRingBack: () => this.#play(undefined),
    startTimer: ({ timer }) => this.#startTimer(timer),
    stopTimer: ({ timer }) => this.#stopTimer(timer),
    recordItem: ({ event }) => this.#record.apply(event),
    forgetItem: () => this.#record.forget(),
  };

  // After a hold, nothing may go out before the devices are as they were: another call may have had them otherwise.
  #capture(): void {
    const devices = this.#devices ?? { microphone: true, camera: this.#ownMedia === 'video' };
    this.#media.start(this.#record.item().callId, devices);
    this.#connection.setHeld(false);
    this.#connection.mediaChanged();
  }

  #invite(): void {
    const offer = this.#connection.takeOfferForInvitation();
    this.#sender.invite(this.#record.item().media, offer, this.#needs.clock.now(), {
      sealed: callSecret => this.#noteSecret(callSecret),
      ...this.#fate('serverTookInvite'),
    });
  }

  #accept(holdsConnection: boolean): void {
    const round = holdsConnection ? this.#connection.heldRound() : undefined;
    const media = this.#ownMedia;
    const hasLeft = holdsConnection && this.#connection.sendAccept(media);
    const repeat = () => this.#sender.accept(media, round, this.#fate('serverTookAccept'));
    if (hasLeft) this.#cancelRepeat = this.#needs.clock.after(SETTLE_MS, repeat);
    else repeat();
  }

  // When the call was accepted, it can wait: a will that is delivered then means nothing any more.
  #clearWill(): void {
    const clear = () => this.#sender.clearWill();
    if (this.#state.name === 'connecting') this.#cancelClearing = this.#needs.clock.after(SETTLE_MS, clear);
    else clear();
  }

  #fate(taken: 'serverTookInvite' | 'serverTookAccept'): Fate {
    return { taken: () => this.hear({ kind: taken }), failed: () => this.hear({ kind: 'sendingFails' }) };
  }

  #noteSecret(callSecret: Bytes | undefined): void {
    if (callSecret === undefined) return;
    this.#record.setSecret(callSecret);
    this.#secret.resolve(callSecret);
  }

  /** Calls of a contact whose ringing is muted appear without a sound. */
  #isSilent(): boolean {
    const { contactId, mine } = this.#record.item();
    return !mine && this.#needs.isMuted(contactId);
  }

  #play(tone: 'ringTone' | 'ringBack' | undefined): void {
    this.#tone = tone;
  }

  #startTimer(timer: CallTimer): void {
    const { mine, at } = this.#record.item();
    // An invitation that was long on its way rings only for what is left of its window.
    const elapsed = timer === 'window' && !mine ? this.#needs.clock.now() - at : 0;
    const fire = () => this.hear({ kind: TIMER_EVENTS[timer] });
    this.#timers.set(timer, this.#needs.clock.after(Math.max(0, CALL_TIMES[timer] - elapsed), fire));
  }

  #stopTimer(timer: CallTimer): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }
}

const TIMER_EVENTS = {
  invitation: 'invitationDue',
  patience: 'patienceEnds',
  window: 'ringWindowEnds',
  acceptance: 'acceptanceUnanswered',
  connecting: 'connectingLasts',
} as const;
