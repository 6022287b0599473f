/**
 * The link on the join page: read when it is opened, kept fresh while it is on screen, and read again when the
 * connection is back. Reading uses nothing up, and shows nothing of this person to anybody in the call.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { createRoomSeals } from '../group/bundle.ts';
import { isBanned, isHost, NO_RULINGS } from '../group/statements.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import { usableApprovals } from './approvals.ts';
import type { Identity } from './identity.ts';
import { isLinkOpen } from './openingHours.ts';
import { type CallLink, type LinkProblem, readAnyLink, refusalToProblem } from './readLinkText.ts';
import type { ReadLink, TrustedLinks } from './trustedLinks.ts';

/** How often a link on screen is read anew. */
const REFRESH_MS = 4000;
/** The same after the server has said that it is asked too often. */
const PAUSE_MS = 30_000;

/** The link on the join page and what is known of it. */
export interface ShownLink {
  /** Undefined when the text is no link. */
  readonly link: CallLink | undefined;
  readonly linkId: LinkId | undefined;
  /** It was to go on with a call of another device, and nobody inside knows of that. */
  readonly wasContinued: boolean;
  readonly problem: LinkProblem | undefined;
  /** As it was read last; all that is said of it is of the same moment. */
  readonly record: LinkRecord | undefined;
  /** The server has been asked once, or need not be. */
  readonly isRead: boolean;
  readonly count: number;
  readonly names: readonly string[];
  readonly amHost: boolean;
  readonly hasToAsk: boolean;
}

/** What the page needs. */
export interface JoinPagePorts {
  readonly trusted: TrustedLinks;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly random: Random;
  readonly origin: string;
  readonly changed: () => void;
}

/** The join page. */
export interface JoinPage {
  shown(): ShownLink | undefined;
  /** Shows the link in a text, or with undefined none; resolves when it was read, with what is wrong with it. */
  open(text: string | undefined): Promise<Result<void, LinkProblem>>;
  /** A call was continued here: the link is one like any other from now on. */
  forgetHandOver(linkId: LinkId): void;
  /** Nobody inside knows of what the link brought: the same, and the page says so. */
  refuseHandOver(linkId: LinkId): void;
  /** Something may be different: the connection is back, or the link was changed. */
  refresh(): void;
  /** Asks nothing any more. */
  stop(): void;
}

/** Makes the page; nothing is on it. */
export function createJoinPage(ports: JoinPagePorts): JoinPage {
  const page = new Page(ports);
  return {
    shown: () => page.shown,
    open: text => page.open(text),
    forgetHandOver: linkId => page.forgetHandOver(linkId, false),
    refuseHandOver: linkId => page.forgetHandOver(linkId, true),
    refresh: () => void page.read(),
    stop: () => page.stop(),
  };
}

const NOTHING_KNOWN = {
  record: undefined,
  isRead: false,
  count: 0,
  names: [],
  amHost: false,
  hasToAsk: false,
};

class Page {
  readonly #ports: JoinPagePorts;
  shown: ShownLink | undefined;
  #cancel: Cancel = () => undefined;
  #reading: Promise<void> | undefined;
  /** Counts what was opened: an answer about an earlier link is of no account. */
  #opened = 0;

  constructor(ports: JoinPagePorts) {
    this.#ports = ports;
  }

  async open(text: string | undefined): Promise<Result<void, LinkProblem>> {
    this.stop();
    this.#opened += 1;
    this.#reading = undefined;
    const own = this.#opened;
    this.#show(text === undefined ? undefined : this.#begin(readAnyLink(text)));
    const link = this.shown?.link;
    if (text === undefined || (link !== undefined && this.shown?.problem === undefined))
      return link === undefined ? success(undefined) : this.#meet(link, own);
    return failure(this.shown?.problem ?? 'malformedLink');
  }

  read(): Promise<void> {
    const linkId = this.shown?.linkId;
    if (linkId === undefined || this.shown?.problem === 'otherServerLink') return Promise.resolve();
    this.#cancel();
    this.#reading ??= this.#readNow(linkId, this.#opened);
    return this.#reading;
  }

  forgetHandOver(linkId: LinkId, wasContinued: boolean): void {
    const { link } = this.shown ?? {};
    if (this.shown?.linkId !== linkId || link?.handOver === undefined) return;
    const { origin, media, token } = link;
    this.#show({ ...this.shown, wasContinued, link: { origin, media, token } });
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => undefined;
  }

  #begin(link: CallLink | undefined): ShownLink {
    const isHere = link?.origin === this.#ports.origin;
    const problem = link === undefined ? 'malformedLink' : isHere ? undefined : 'otherServerLink';
    return { ...NOTHING_KNOWN, link, linkId: undefined, wasContinued: false, problem };
  }

  async #meet({ origin, token }: CallLink, own: number): Promise<Result<void, LinkProblem>> {
    const { linkId } = await this.#ports.trusted.meet(origin, token);
    if (own !== this.#opened || this.shown === undefined) return success(undefined);
    this.#show({ ...this.shown, linkId });
    await this.read();
    const problem = own === this.#opened ? this.shown?.problem : undefined;
    return problem === undefined ? success(undefined) : failure(problem);
  }

  async #readNow(linkId: LinkId, own: number): Promise<void> {
    const read = await this.#ports.trusted.read(linkId);
    const found = read.ok
      ? await this.#toFound(linkId, read.value)
      : { problem: refusalToLinkProblem(read.code) };
    if (own !== this.#opened || this.shown === undefined) return;
    this.#reading = undefined;
    this.#show({ ...this.shown, ...found, isRead: true });
    // Where nobody is, no other device is.
    if ('count' in found && found.count === 0) this.forgetHandOver(linkId, true);
    const pause = found.problem === 'tooManyRequests' ? PAUSE_MS : REFRESH_MS;
    if (!isOver(found.problem)) this.#cancel = this.#ports.clock.after(pause, () => void this.read());
  }

  async #toFound(linkId: LinkId, { record, answer }: ReadLink) {
    const { clock, identity, random, trusted } = this.#ports;
    const link = trusted.list.get(linkId);
    const pseudonym = (await identity.pseudonym(record.hostKey)).publicKey;
    const amHost = isHost(record, pseudonym);
    const isApproved = usableApprovals(link?.approvals ?? [], record, pseudonym).length > 0;
    const seals = link && createRoomSeals(random, (await trusted.keys(link)).joinKey);
    const cards = await Promise.all(answer.cards.map(card => seals?.openCard(card)));
    return {
      record,
      problem: recordToProblem(record, pseudonym, answer.people, clock.now()),
      count: answer.people,
      names: cards.flatMap(card => (card?.ok && card.value.name !== '' ? [card.value.name] : [])),
      amHost,
      hasToAsk: record.policy !== 'open' && !amHost && !isApproved,
    };
  }

  #show(shown: ShownLink | undefined): void {
    this.shown = shown;
    this.#ports.changed();
  }
}

function recordToProblem(
  record: LinkRecord,
  pseudonym: Bytes,
  people: number,
  now: number,
): LinkProblem | undefined {
  const open = isLinkOpen(record, now);
  if (open === 'over') return 'expiredLink';
  if (isBanned(NO_RULINGS, record, pseudonym)) return 'bannedLink';
  if (open === 'closed') return 'closedLink';
  return people >= record.terms.people ? 'fullLink' : undefined;
}

function refusalToLinkProblem(code: Parameters<typeof refusalToProblem>[0]): LinkProblem {
  const problem = refusalToProblem(code);
  return problem === 'busy' ? 'offline' : problem;
}

/** Whether nothing can become of it any more. */
function isOver(problem: LinkProblem | undefined): boolean {
  return problem === 'malformedLink' || problem === 'revokedLink' || problem === 'unknownLink';
}
