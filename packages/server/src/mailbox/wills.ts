/**
 * Wills (spec/mailbox.md, "Wills"): a blob that its sender wants delivered should it vanish. The blob lies in the
 * database; here is only who stands for it now, and the grace time of those who nobody stands for.
 */
import { GOODBYE_GRACE_MS, WILL_GRACE_MS } from '@sotto/protocol/limits';
import type { BlobRow } from '../db/blobTable.ts';
import type { Database } from '../db/database.ts';
import type { Cancel, Clock } from '../ops/clock.ts';
import type { MailboxQuota } from './acceptBlob.ts';
import { deliverWill } from './storeWill.ts';

/** A socket, as far as wills care: while it lives, the will rests. */
export interface WillOwner {
  readonly isClosed: boolean;
}

/** The wills of all mailboxes. Everything here is called after the commit that made it true. */
export interface Wills {
  /** The sender on this socket set its will. */
  set(mailbox: number, owner: WillOwner): void;
  /** The will is cleared, or the mailbox gone. */
  clear(mailbox: number): void;
  /** The sender is here again, on this socket: a waiting will rests, and belongs to it. */
  returned(mailbox: number, owner: WillOwner): void;
  /** The socket is gone: the grace time of its wills begins, a short one if its page said goodbye. */
  leave(owner: WillOwner, saidGoodbye: boolean): void;
  /** Begins the grace time of every stored will; for a server that has just started. */
  resume(): void;
  /** Lets no will happen any more; what is stored waits for the next start. */
  stop(): void;
}

/** What wills need around them. */
export interface WillSurroundings {
  readonly database: Database;
  readonly clock: Clock;
  readonly quota: MailboxQuota;
  /** Hears of each will that was delivered like a message. */
  readonly accepted: (mailbox: number, blob: BlobRow) => void;
}

interface State extends WillSurroundings {
  readonly owners: Map<number, WillOwner>;
  readonly graces: Map<number, Cancel>;
  isStopped: boolean;
}

/** Wills that nobody stands for yet; `resume` starts with those in the database. */
export function createWills(surroundings: WillSurroundings): Wills {
  const state: State = { ...surroundings, owners: new Map(), graces: new Map(), isStopped: false };
  return {
    set: (mailbox, owner) => own(state, mailbox, owner),
    clear: mailbox => {
      endGrace(state, mailbox);
      state.owners.delete(mailbox);
    },
    returned: (mailbox, owner) => {
      if (state.owners.has(mailbox) || state.graces.has(mailbox)) own(state, mailbox, owner);
    },
    leave: (owner, saidGoodbye) => {
      const grace = saidGoodbye ? GOODBYE_GRACE_MS : WILL_GRACE_MS;
      for (const [mailbox, current] of state.owners) if (current === owner) beginGrace(state, mailbox, grace);
    },
    resume: () => {
      for (const { mailbox } of state.database.wills.all.all({})) beginGrace(state, mailbox);
    },
    stop: () => {
      state.isStopped = true;
      for (const mailbox of [...state.graces.keys()]) endGrace(state, mailbox);
    },
  };
}

/** The socket may have closed between the request and its commit; nobody would ever report that again. */
function own(state: State, mailbox: number, owner: WillOwner): void {
  endGrace(state, mailbox);
  state.owners.set(mailbox, owner);
  if (owner.isClosed) beginGrace(state, mailbox);
}

function beginGrace(state: State, mailbox: number, ms = WILL_GRACE_MS): void {
  endGrace(state, mailbox);
  state.owners.delete(mailbox);
  if (state.isStopped) return;
  state.graces.set(
    mailbox,
    state.clock.after(ms, () => execute(state, mailbox)),
  );
}

function endGrace(state: State, mailbox: number): void {
  state.graces.get(mailbox)?.();
  state.graces.delete(mailbox);
}

/** A will that finds no room (the quota was lowered) or no disk waits for another grace time. */
function execute(state: State, mailbox: number): void {
  state.database.commits.add(
    () => deliverWill(state.database, state.quota, mailbox, state.clock.now()),
    outcome => {
      if (state.graces.has(mailbox)) state.graces.delete(mailbox);
      const result = outcome.ok ? outcome.value : outcome;
      if (result.ok) state.accepted(mailbox, result.value);
      else if (result.code !== 'noMailbox' && !state.owners.has(mailbox)) beginGrace(state, mailbox);
    },
  );
}
