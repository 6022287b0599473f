/**
 * The people at links as this person's contacts, and the bans that follow from blocking one (spec/link-keys.md,
 * "Contacts"). Only contacts who have told their pseudonym can be found.
 */
import { type Bytes, bytesToHex, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import { MAX_LINK_PEOPLE } from '@sotto/protocol/sealed/linkRecord';
import type { ContactBook } from '../contact/contactBook.ts';
import type { ContactRecord } from '../contact/contactRecord.ts';
import type { KnownLink } from './linkList.ts';
import type { LinkEdit, OwnLinks } from './ownLinks.ts';

/** The contacts, by who they are at links. */
export interface LinkPeople {
  /** The contact who takes part in this person's own links under a pseudonym. */
  withPseudonym(pseudonym: Bytes): ContactRecord | undefined;
  /** The contact who hosts links with this key. */
  withHostKey(hostKey: Bytes): ContactRecord | undefined;
  pseudonymOf(contact: ContactId): Bytes | undefined;
  /** Pseudonyms of blocked contacts. */
  blocked(): readonly Bytes[];
}

/** Looks people up in the book. */
export function createLinkPeople(book: Pick<ContactBook, 'all' | 'get'>): LinkPeople {
  const find = (isMeant: (record: ContactRecord) => boolean) => book.all().find(isMeant);
  return {
    withPseudonym: pseudonym => find(({ theirPseudonym }) => isSame(theirPseudonym, pseudonym)),
    withHostKey: hostKey => find(({ theirHostKey }) => isSame(theirHostKey, hostKey)),
    pseudonymOf: contact => book.get(contact)?.theirPseudonym,
    blocked: () =>
      book
        .all()
        .flatMap(({ isBlocked, theirPseudonym }) =>
          isBlocked && theirPseudonym !== undefined ? [theirPseudonym] : [],
        )
        .slice(-MAX_LINK_PEOPLE),
  };
}

/** The name to show for a contact; may be empty. */
export function contactToName({ localName, name }: Pick<ContactRecord, 'localName' | 'name'>): string {
  return localName === '' ? name : localName;
}

/** Whether a link lacks the ban of somebody who was blocked since, or still bans somebody who was unblocked. */
export function isBehindBlocks(link: KnownLink, people: LinkPeople): boolean {
  const { added, freed } = compareBlocks(link, people);
  return added.length + freed.length > 0;
}

/** Bans from a link whom this person has blocked since, and lets those in again who were unblocked. */
export function applyBlocks(own: OwnLinks, linkId: LinkId, people: LinkPeople): ReturnType<OwnLinks['edit']> {
  let news: Blocks = { added: [], freed: [] };
  const edit: LinkEdit = (record, link) => {
    news = compareBlocks(link, people);
    const { added, freed } = news;
    if (added.length + freed.length === 0) return success(record);
    const bans = record.bans.filter(ban => !has(freed, ban) && !has(added, ban));
    // A host cannot be banned.
    const hosts = record.hosts.filter(host => !has(added, host));
    return success({ ...record, hosts, bans: [...bans, ...added].slice(-MAX_LINK_PEOPLE) });
  };
  return own.edit(linkId, edit, link => noteBlocks(link, news, people));
}

/** For whom the ban is there, and their names should their contacts go. */
function noteBlocks(link: KnownLink, { added, freed }: Blocks, people: LinkPeople): KnownLink {
  const names = added.map(pseudonym => {
    const contact = people.withPseudonym(pseudonym);
    return [bytesToHex(pseudonym), contact === undefined ? '' : contactToName(contact)] as const;
  });
  return {
    ...link,
    blocked: [...link.blocked.filter(each => !has(freed, each)), ...added],
    names: { ...link.names, ...Object.fromEntries(names) },
  };
}

interface Blocks {
  readonly added: readonly Bytes[];
  readonly freed: readonly Bytes[];
}

/** Whose contact is gone stays as it is: deleting somebody lets nobody in. */
function compareBlocks(link: KnownLink, people: LinkPeople): Blocks {
  const added = people.blocked().filter(each => !has(link.blocked, each));
  const freed = link.blocked.filter(each => people.withPseudonym(each)?.isBlocked === false);
  return { added, freed };
}

function has(list: readonly Bytes[], pseudonym: Bytes): boolean {
  return list.some(each => isSameBytes(each, pseudonym));
}

function isSame(one: Bytes | undefined, other: Bytes): boolean {
  return one !== undefined && isSameBytes(one, other);
}
