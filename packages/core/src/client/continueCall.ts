/**
 * Goes on with a call with a contact behind a link, with no gap (spec/call.md, "Another device"): both enter the call behind
 * it while theirs goes on, and let theirs go when each receives the other there. Whatever fails on the way, theirs goes on.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ContinueMessage, ContinuePurpose } from '@sotto/protocol/sealed/callContinue';
import type { CallEngine } from '../call/callNeeds.ts';
import type { ContinuedLinks } from '../link/continuedLinks.ts';
import type { Lender } from '../linkCall/lending.ts';
import type { LinkCalls } from '../linkCall/linkCallNeeds.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { CommandProblem } from './command.ts';
import { type ContinueTries, createContinueTries } from './continueTries.ts';
import type { CallView } from './view.ts';

/** How long both have to receive each other behind the link, milliseconds. */
export const CONTINUE_MS = 25_000;

/** How long a side that has ended the call may go unnoticed by the other, milliseconds. */
export const PARTING_MS = 10_000;

/** What continuing needs. */
export interface ContinueNeeds {
  readonly clock: Clock;
  readonly engine: Pick<CallEngine, 'views' | 'moveOn' | 'onChange'>;
  readonly linkCalls: Pick<LinkCalls, 'continued' | 'isRunning'>;
  readonly links: ContinuedLinks;
  /** What this person is called. */
  readonly ownName: () => string;
  /** Tells the contact who this person is as a host, if it does not know. */
  readonly introduce: (contact: ContactId) => Promise<void>;
  readonly send: (contact: ContactId, message: ContinueMessage) => Promise<unknown>;
}

type Outcome = Result<void, CommandProblem>;

/** Continuing. */
export interface ContinuedCalls {
  /** Goes on with the running call with a contact behind a link. Resolves when it has, or when nothing came of it. */
  begin(purpose: ContinuePurpose): Promise<Outcome>;
  /** Takes in what a contact says. */
  heard(contact: ContactId, message: ContinueMessage): void;
  /** A call behind a link has changed. */
  follow(): void;
}

/** Makes it; no call goes on. */
export function createContinuedCalls(needs: ContinueNeeds): ContinuedCalls {
  const running = new Continuing(needs);
  needs.engine.onChange(() => running.follow());
  return {
    begin: purpose => running.begin(purpose),
    heard: (contact, message) => running.heard(contact, message),
    follow: () => running.follow(),
  };
}

interface Move extends Lender {
  cancel: Cancel;
  /** `fresh`: the contact can rely on being waited for; `over`: whatever works stays, at once. */
  patience: 'fresh' | 'late' | 'over';
  /** When it is given up unless the contact was told that it is received. */
  readonly until: number;
  /** Undefined until there is a link. */
  linkId: LinkId | undefined;
  isEntered: boolean;
  /** When the contact was there first. */
  metAt: number | undefined;
  /** The contact was told that it is received. */
  hasSaid: boolean;
  /** The contact has said that it receives this device. */
  hasHeard: boolean;
}

class Continuing {
  readonly #needs: ContinueNeeds;
  #move: Move | undefined;
  /** Whoever asked for it here. */
  #asked: ((outcome: Outcome) => void) | undefined;
  /** Of contacts; what this person asks for is not counted. */
  readonly #tries: ContinueTries = createContinueTries(CONTINUE_MS);

  constructor(needs: ContinueNeeds) {
    this.#needs = needs;
  }

  begin(purpose: ContinuePurpose): Promise<Outcome> {
    const call = this.#movable();
    if (call === undefined) return Promise.resolve(failure('noSuchCall'));
    if (this.#move !== undefined || this.#needs.linkCalls.isRunning())
      return Promise.resolve(failure('alreadyInCall'));
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#asked = resolve;
    void this.#lead(this.#start(call, purpose, true), toMedia(call)).catch(() => this.drop('offline'));
    return promise;
  }

  heard(contact: ContactId, message: ContinueMessage): void {
    if (message.k === 'callContinued') {
      if (this.#move?.contactId !== contact || this.#move.callId !== message.call) return;
      this.#move.hasHeard = true;
      this.follow();
      return;
    }
    const call = this.#movable();
    if (call?.contactId !== contact || call.callId !== message.call || !this.#mayTry(call)) return;
    const move = this.#start(call, message.purpose, false);
    void this.#join(move, message.token).catch(() => this.drop('offline'));
  }

  follow(): void {
    const move = this.#move;
    if (move === undefined) return;
    const { call } = this.#needs.engine.views();
    if (call?.callId !== move.callId || call.stage === 'ended') this.drop('noSuchCall');
    else if (move.isEntered && move.linkId !== undefined)
      this.#followLink(move, move.linkId, call.stage === 'inCall');
  }

  drop(code: CommandProblem): void {
    const move = this.#move;
    if (move === undefined) return;
    this.#move = undefined;
    move.cancel();
    this.#charge(move);
    if (move.linkId !== undefined) this.#forget(move.linkId);
    this.#answer(failure(code));
  }

  #movable(): CallView | undefined {
    const { call } = this.#needs.engine.views();
    const isFlowing = call?.stage === 'inCall' && !call.mine.held && call.theirs?.held === false;
    return isFlowing ? call : undefined;
  }

  /** Of two who want it at the same moment, whoever called leads. */
  #mayTry(call: CallView): boolean {
    if (this.#move !== undefined && (!this.#move.byMe || call.outgoing)) return false;
    if (this.#move === undefined && this.#needs.linkCalls.isRunning()) return false;
    return this.#tries.begin(call.callId);
  }

  /** One that was begun here gives way; whoever asked for it is answered when the contact's has come about. */
  #start(call: CallView, purpose: ContinuePurpose, byMe: boolean): Move {
    this.#move?.cancel();
    if (this.#move?.linkId !== undefined) this.#forget(this.#move.linkId);
    const { clock } = this.#needs;
    const move: Move = {
      ...{ callId: call.callId, contactId: call.contactId, purpose, byMe, linkId: undefined },
      since: call.connectedAt,
      ...{ isEntered: false, metAt: undefined, hasSaid: false, hasHeard: false, patience: 'fresh' },
      until: clock.now() + CONTINUE_MS,
      cancel: clock.after(CONTINUE_MS, () => this.#tire(move)),
    };
    this.#move = move;
    return move;
  }

  /** From now on this device sends twice: a contact makes it do so for no longer than is left to it in this call. */
  #meet(move: Move): void {
    const { clock } = this.#needs;
    move.metAt = clock.now();
    if (move.byMe) return;
    move.cancel();
    const left = Math.min(move.until - clock.now(), this.#tries.left(move.callId));
    move.cancel = clock.after(left, () => this.#tire(move));
  }

  #charge({ byMe, callId, metAt }: Move): void {
    if (!byMe && metAt !== undefined) this.#tries.spend(callId, this.#needs.clock.now() - metAt);
  }

  #tire(move: Move): void {
    if (this.#move !== move) return;
    if (move.hasSaid) this.#waitOn(move);
    else this.drop('notContinued');
  }

  /**
   * Once the contact was told, it may have let the call go, and may do so for as long as this device had: it began before it
   * was met. Only then, and when it could be noticed here, the link can be left without leaving the contact alone there.
   */
  #waitOn(move: Move): void {
    const { clock } = this.#needs;
    move.patience = 'late';
    const left = (move.metAt ?? clock.now()) + CONTINUE_MS + PARTING_MS - clock.now();
    move.cancel = clock.after(left, () => {
      move.patience = 'over';
      this.follow();
    });
  }

  async #lead(move: Move, media: LinkMedia): Promise<void> {
    const { introduce, links, send } = this.#needs;
    const { callId, contactId, purpose } = move;
    const made = await links.create({ contactId, callId }, media);
    if (!made.ok) return this.#move === move ? this.drop(made.code) : undefined;
    const { linkId, token } = made.value;
    if (!this.#isWanted(move, linkId)) return;
    await introduce(contactId);
    await Promise.all([
      this.#enter(move, linkId),
      send(contactId, { k: 'callContinue', call: callId, token, purpose }),
    ]);
  }

  async #join(move: Move, token: Bytes): Promise<void> {
    const { callId, contactId } = move;
    const linkId = await this.#needs.links.meet({ contactId, callId }, token);
    if (linkId === undefined) return this.#move === move ? this.drop('notContinued') : undefined;
    if (this.#isWanted(move, linkId)) await this.#enter(move, linkId);
  }

  /** The call may have ended, or another move begun, while the link was made or read. */
  #isWanted(move: Move, linkId: LinkId): boolean {
    if (this.#move === move) move.linkId = linkId;
    else this.#forget(linkId);
    return this.#move === move;
  }

  async #enter(move: Move, linkId: LinkId): Promise<void> {
    const { linkCalls, ownName } = this.#needs;
    const entered = await linkCalls.continued.goOn(linkId, ownName(), move);
    if (this.#move !== move) return linkCalls.continued.drop(linkId);
    if (!entered.ok) return this.drop(entered.code);
    move.isEntered = true;
    this.follow();
  }

  #followLink(move: Move, linkId: LinkId, isFlowing: boolean): void {
    const { linkCalls } = this.#needs;
    const stage = linkCalls.continued.stage(linkId);
    if (move.metAt === undefined && (stage === 'met' || stage === 'received')) this.#meet(move);
    if (stage === 'received' && !move.hasSaid) this.#say(move);
    // Whoever was there and is gone has given it up.
    if (stage === 'over' || (stage === 'entering' && move.metAt !== undefined)) this.drop('notContinued');
    else if (stage === 'received' && mayEnd(move, isFlowing)) this.#settle(move, linkId);
    else if (isFlowing && move.patience === 'over') this.drop('notContinued');
  }

  #say(move: Move): void {
    move.hasSaid = true;
    const said = this.#needs.send(move.contactId, { k: 'callContinued', call: move.callId });
    said.catch(() => this.#move === move && this.drop('offline'));
  }

  #settle(move: Move, linkId: LinkId): void {
    const { engine, linkCalls, links } = this.#needs;
    this.#move = undefined;
    move.cancel();
    // First, because the devices are let go with the call that has them.
    linkCalls.continued.settle(linkId);
    const item = engine.moveOn(move.callId);
    if (item !== undefined) void links.note(linkId, item).catch(() => undefined);
    this.#answer(success(undefined));
  }

  #forget(linkId: LinkId): void {
    this.#needs.linkCalls.continued.drop(linkId);
    void this.#needs.links.abandon(linkId).catch(() => undefined);
  }

  #answer(outcome: Outcome): void {
    this.#asked?.(outcome);
    this.#asked = undefined;
  }
}

/** Whether the call can end for the link, where the contact is received. */
function mayEnd({ hasHeard, patience }: Move, isFlowing: boolean): boolean {
  if (patience === 'fresh') return hasHeard;
  return !isFlowing && (hasHeard || patience === 'over');
}

function toMedia({ media, mine, theirs }: CallView): LinkMedia {
  const hasPicture = [mine, theirs].some(state => state?.camera || state?.screen);
  return media === 'video' || hasPicture ? 'video' : 'voice';
}
