/**
 * Keeps prepared what is on the join page (spec/room.md, "Preparing"), and lets it go when the page shows something else,
 * when it was looked at for too long, or when nobody else is there any more.
 */
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import { createPreparingLimit, LOBBY_MS, PREPARED_MS, type PreparingLimit, toPrepared } from './preparing.ts';
import { isInVain, isOther } from './refuseHandOver.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

/** The calls of this client, as preparing sees them. */
export interface PreparingSurroundings {
  readonly needs: Pick<LinkCallNeeds, 'clock' | 'isInCall' | 'links'>;
  /** Prepared, running or just over. */
  readonly current: () => RunningLinkCall | undefined;
  /** The call that the person has joined and that is not over. */
  readonly running: () => RunningLinkCall | undefined;
  /** Makes a call, or finds the one that was made for the same; undefined when that is not possible. */
  readonly make: (linkId: LinkId, name: string) => Promise<RunningLinkCall | undefined>;
  /** Leaves a call as if it had never been. */
  readonly drop: (call: RunningLinkCall) => void;
  /** It was to go on with that of another device, which does not know of it. */
  readonly deny: (call: RunningLinkCall) => void;
}

/** Preparing, for one client. */
export class RunningPreparing {
  readonly #around: PreparingSurroundings;
  readonly #limit: PreparingLimit;
  #isMaking = false;
  #isClosed = false;
  /** As it was typed on the join page. */
  #name: string | undefined;
  /** The link that was looked at for too long, or whose call was left. */
  #tired: LinkId | undefined;

  constructor(around: PreparingSurroundings) {
    this.#around = around;
    this.#limit = createPreparingLimit(around.needs.clock);
  }

  /** The person has typed a name. */
  nameAs(name: string): void {
    this.#name = name;
    this.#tired = undefined;
    this.pageChanged();
  }

  /** Prepares what is on the join page, and lets go what is not any more. */
  pageChanged(): void {
    const { current, deny, needs, running } = this.#around;
    const { links } = needs;
    const joined = running();
    if (isInVain(joined, links)) deny(joined);
    if (this.#isClosed || running() !== undefined || this.#isMaking) return;
    const { join } = links.views();
    if (join === undefined) {
      this.#name = undefined;
      this.#tired = undefined;
    }
    const now = current();
    const prepared = now?.isOver() ? undefined : now;
    // What it is named, and whether others are there, is decided anew; a full call has this person among its people.
    if (prepared !== undefined && !isOther(prepared, this.#name, links)) return;
    if (prepared !== undefined) this.#drop();
    const wanted = toPrepared({
      ...{ join, name: this.#name, tired: this.#tired, isBusy: needs.isInCall() },
      terms: join?.linkId && links.terms(join.linkId),
    });
    if (wanted !== undefined && !current()?.isJoined()) void this.#prepare(wanted.linkId, wanted.name);
  }

  /** A call has changed: one that is only prepared is not kept for ever, nor alive by somebody who only looks. */
  follow(call: RunningLinkCall): void {
    if (call.isJoined()) return;
    const { stage, people } = call.room.view();
    const isInside = stage === 'inside';
    if (isInside && people.every(({ isMe }) => isMe)) this.#tire(call);
    // Nobody sees whoever waits for another device's word, which has its own time.
    if (stage === 'lobby' && !call.isUnproven()) this.#limit.begin(call, LOBBY_MS, () => this.#tire(call));
    if (isInside) this.#limit.begin(call, PREPARED_MS, () => this.#tire(call));
  }

  /** The person joins: what was prepared is kept. */
  joined(): void {
    this.#limit.end();
  }

  /** What has ended once would end again, and who has just left is not on the way in: not before *Join* is pressed. */
  ended({ linkId }: RunningLinkCall): void {
    this.#tired = linkId;
  }

  /** Prepares nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#limit.end();
  }

  async #prepare(linkId: LinkId, name: string): Promise<void> {
    this.#isMaking = true;
    const call = await this.#around.make(linkId, name);
    this.#isMaking = false;
    if (call === undefined || call.isJoined()) return;
    call.prepare();
    this.pageChanged();
  }

  #tire(call: RunningLinkCall): void {
    if (call !== this.#around.current() || call.isJoined()) return;
    this.#tired = call.linkId;
    this.#drop();
  }

  #drop(): void {
    this.#limit.end();
    const call = this.#around.current();
    if (call !== undefined && !call.isJoined()) this.#around.drop(call);
  }
}
