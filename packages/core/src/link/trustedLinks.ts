/**
 * The links of this device with their keys, and what is believed of them (spec/link-keys.md, "Record"): whatever the
 * server says of a link passes here before anything else sees it.
 */
import { type Bytes, bytesToHex } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { LinkAnswer } from '@sotto/protocol/wire/link';
import type { LinkChanged } from '@sotto/protocol/wire/linkChanged';
import type { Clock } from '../port/clock.ts';
import { deriveLinkKeys, type LinkKeys } from './linkKeys.ts';
import type { LinkLine, LinkRefusal } from './linkLine.ts';
import { type KnownLink, type LinkList, NEW_LINK } from './linkList.ts';
import { openLinkRecord } from './linkRecord.ts';

/** A link whose record is believed, and what the server counts there. */
export interface ReadLink {
  readonly record: LinkRecord;
  readonly answer: LinkAnswer;
}

/** Why a link could not be read: a refusal, or `untrusted`: what the server shows is not what the host has made last. */
export type ReadLinkFailure = LinkRefusal | 'untrusted';

/** The links, with what is believed of each. */
export interface TrustedLinks {
  readonly list: LinkList;
  /** The link with this token, known from now on; looked at only, if it is new. */
  meet(origin: string, token: Bytes): Promise<KnownLink>;
  /** What hangs on a token. */
  keys(link: Pick<KnownLink, 'token'>): Promise<LinkKeys>;
  /** Reads a link anew and keeps what is believed of it. */
  read(linkId: LinkId): Promise<Result<ReadLink, ReadLinkFailure>>;
  /** Takes in that a link was changed, as the server says it to people at the link. */
  changed(notice: LinkChanged): Promise<void>;
  /** The record of at least this version, read anew if need be; undefined when it cannot be had. */
  record(linkId: LinkId, version: number): Promise<LinkRecord | undefined>;
}

/** What they need. */
export interface TrustedLinksPorts {
  readonly list: LinkList;
  readonly line: LinkLine;
  readonly clock: Clock;
}

/** Makes them over the stored list. */
export function createTrustedLinks(ports: TrustedLinksPorts): TrustedLinks {
  return new Trusted(ports);
}

class Trusted implements TrustedLinks {
  readonly list: LinkList;
  readonly #ports: TrustedLinksPorts;
  readonly #keys = new Map<string, Promise<LinkKeys>>();
  /** What is being taken in for each link: whoever asks for a record waits for that first. */
  readonly #arriving = new Map<LinkId, Promise<void>>();

  constructor(ports: TrustedLinksPorts) {
    this.#ports = ports;
    this.list = ports.list;
  }

  async meet(origin: string, token: Bytes): Promise<KnownLink> {
    const { clock, list } = this.#ports;
    const { linkId } = await this.keys({ token });
    const known = list.get(linkId);
    if (known !== undefined) return known;
    const link = { ...NEW_LINK, linkId, origin, token, lastUse: clock.now() };
    await list.put(link);
    await this.#forgetOldest();
    return link;
  }

  keys({ token }: Pick<KnownLink, 'token'>): Promise<LinkKeys> {
    const name = bytesToHex(token);
    const keys = this.#keys.get(name) ?? deriveLinkKeys(token);
    this.#keys.set(name, keys);
    return keys;
  }

  async read(linkId: LinkId): Promise<Result<ReadLink, ReadLinkFailure>> {
    const { line, list } = this.#ports;
    const link = list.get(linkId);
    if (link === undefined) return failure('noLink');
    const keys = await this.keys(link);
    // As known before the question: an answer may cross a change that this device makes itself.
    const seen = list.get(linkId)?.record?.version ?? 0;
    const answer = await line.read(keys);
    if (!answer.ok) return this.#refused(linkId, answer.code);
    const record = await openLinkRecord(keys, answer.value, seen);
    if (!record.ok) return failure('untrusted');
    const { expires, people } = answer.value;
    await list.change(linkId, now => ({
      ...withRecord(now, record.value),
      expires,
      isUsed: now.isUsed || people > 0,
    }));
    return success({ record: record.value, answer: answer.value });
  }

  changed(notice: LinkChanged): Promise<void> {
    const { linkId } = notice;
    const before = this.#arriving.get(linkId) ?? Promise.resolve();
    const taking = before.then(() => this.#take(notice)).catch(() => undefined);
    this.#arriving.set(linkId, taking);
    return taking;
  }

  async record(linkId: LinkId, version: number): Promise<LinkRecord | undefined> {
    await this.#arriving.get(linkId);
    const known = this.list.get(linkId)?.record;
    if (known !== undefined && known.version >= version) return known;
    const read = await this.read(linkId);
    return read.ok && read.value.record.version >= version ? read.value.record : undefined;
  }

  /** What was only looked at or sent must not pile up. */
  async #forgetOldest(): Promise<void> {
    const { list } = this.#ports;
    const unlisted = list.all().filter(({ isListed }) => !isListed);
    for (const { linkId } of unlisted.slice(MOST_UNLISTED)) await list.forget(linkId);
  }

  async #take(notice: LinkChanged): Promise<void> {
    const link = this.list.get(notice.linkId);
    if (link === undefined) return;
    const record = await openLinkRecord(await this.keys(link), notice, link.record?.version ?? 0);
    if (record.ok) await this.list.change(notice.linkId, now => withRecord(now, record.value));
  }

  async #refused(linkId: LinkId, code: LinkRefusal) {
    const ending = ENDINGS[code as keyof typeof ENDINGS];
    if (ending !== undefined) await this.list.change(linkId, link => ({ ...link, ending }));
    return failure(code);
  }
}

/** Most links that are known and stand in no list. */
const MOST_UNLISTED = 200;

const ENDINGS = { linkExpired: 'expired', linkRevoked: 'revoked' } as const;

/** The link with a record that was believed. What the server said of its end holds for as many days as before only. */
export function withRecord(link: KnownLink, record: LinkRecord): KnownLink {
  const isSameTime = link.record?.terms.days === record.terms.days;
  return { ...link, record, expires: isSameTime ? link.expires : undefined };
}
