/** The commands about links (`linkCommands.ts`), each a few lines over the desk's parts. */
import { type Bytes, bytesToHex, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkApprovalMessage } from '@sotto/protocol/sealed/linkApproval';
import { signStatement } from '../group/statements.ts';
import type { Identity } from './identity.ts';
import type { JoinPage } from './joinPage.ts';
import { cardToText } from './linkCard.ts';
import { applyLinkChange } from './linkChoices.ts';
import type { LinkChange, LinkCommandProblem, LinkCommands } from './linkCommands.ts';
import type { KnownLink } from './linkList.ts';
import type { LinkPeople } from './linkPeople.ts';
import { linkToText, pseudonymToPerson } from './linkViews.ts';
import type { NoteCommands } from './noteCommands.ts';
import type { LinkEdit, OwnLinks } from './ownLinks.ts';
import { refusalToProblem } from './readLinkText.ts';
import type { TrustedLinks } from './trustedLinks.ts';

/** The way into conversations. */
export interface LinkMail {
  /** Sends a text into a conversation. */
  readonly sendText: (
    contact: ContactId,
    text: string,
  ) => Promise<Result<void, 'noSuchContact' | 'contactBlocked' | 'tooLong'>>;
  /** Sends a host's word to a contact that is not blocked. Resolves when it is stored. */
  readonly sendApproval: (contact: ContactId, approval: LinkApprovalMessage) => Promise<void>;
}

/** The desk's parts. */
export interface DeskParts {
  readonly trusted: TrustedLinks;
  readonly own: OwnLinks;
  readonly page: JoinPage;
  readonly people: LinkPeople;
  readonly identity: Identity;
  readonly mail: LinkMail;
  /** This person has become a host: contacts are to be told its key. */
  readonly hosting: () => void;
}

/** A person in the lists of a link. */
export interface LinkPerson {
  readonly pseudonym: Bytes;
  /** As the person was called when it was put there; may be empty. */
  readonly name: string;
}

type Outcome<Value = void> = Promise<Result<Value, LinkCommandProblem>>;

/** Makes the commands. */
export function createLinkCommands(parts: DeskParts): Omit<LinkCommands, keyof NoteCommands> {
  const { own, page, people, trusted } = parts;
  return {
    createLink: async (media, change = {}) => {
      const made = await own.create(media, change, people.blocked());
      if (!made.ok) return made;
      parts.hosting();
      return success({ linkId: made.value.linkId, link: linkToText(made.value) });
    },
    changeLink: (linkId, change) => changeLink(parts, linkId, change),
    revokeLink: linkId => own.revoke(linkId),
    forgetLink: async linkId => {
      if (trusted.list.get(linkId) === undefined) return failure('noSuchLink');
      await trusted.list.forget(linkId);
      return success(undefined);
    },
    shareLink: (linkId, contact) => shareLink(parts, linkId, contact),
    unbanFromLink: (linkId, person) => own.edit(linkId, record => success(without(record, 'bans', person))),
    setCoHost: (linkId, person, isHost) => {
      const contact = people.pseudonymOf(person as ContactId);
      const pseudonym = contact ?? personToPseudonym(person);
      if (pseudonym === undefined) return Promise.resolve(failure('noSuchContact'));
      return nameCoHost(own, linkId, { pseudonym, name: '' }, isHost);
    },
    openLink: text => page.open(text),
  };
}

/** Gives somebody the rights of a host, or takes them. Whoever made the link stays its host. */
export function nameCoHost(
  own: OwnLinks,
  linkId: LinkId,
  { pseudonym, name }: LinkPerson,
  isHost: boolean,
): Outcome {
  const person = pseudonymToPerson(pseudonym);
  const edit: LinkEdit = record => {
    const isThere = record.hosts.some(each => isSameBytes(each, pseudonym));
    if (record.hosts[0] !== undefined && isSameBytes(record.hosts[0], pseudonym)) return success(record);
    if (!isHost) return success(without(record, 'hosts', person));
    return success(
      isThere ? record : { ...without(record, 'bans', person), hosts: [...record.hosts, pseudonym] },
    );
  };
  return own.edit(linkId, edit, link => noteName(link, pseudonym, name));
}

/** Bans somebody from a link for good. */
export function banFromLink(own: OwnLinks, linkId: LinkId, { pseudonym, name }: LinkPerson): Outcome {
  const edit: LinkEdit = record => {
    const isFirst = record.hosts[0] !== undefined && isSameBytes(record.hosts[0], pseudonym);
    if (isFirst || record.bans.some(each => isSameBytes(each, pseudonym))) return success(record);
    const bans = [...record.bans, pseudonym];
    return success({ ...without(record, 'hosts', pseudonymToPerson(pseudonym)), bans });
  };
  return own.edit(linkId, edit, link => noteName(link, pseudonym, name));
}

function noteName(link: KnownLink, pseudonym: Bytes, name: string): KnownLink {
  return name === '' ? link : { ...link, names: { ...link.names, [bytesToHex(pseudonym)]: name } };
}

async function changeLink({ trusted, own }: DeskParts, linkId: LinkId, change: LinkChange): Outcome {
  const link = trusted.list.get(linkId);
  const isOther = change.media !== undefined && change.media !== link?.record?.media;
  if (isOther && link?.secrets !== undefined) {
    // Whether somebody has joined since is known to the server alone.
    const read = await trusted.read(linkId);
    if (!read.ok) return failure(refusalToProblem(read.code));
  }
  return own.edit(linkId, (record, { isUsed }) =>
    isUsed && change.media !== undefined && change.media !== record.media
      ? failure('inUse')
      : applyLinkChange(record, change),
  );
}

/** A contact gets the host's word that it may come in before the link itself: then it can use it at once. */
async function shareLink(parts: DeskParts, linkId: LinkId, contact: ContactId): Outcome {
  const { identity, mail, people, trusted } = parts;
  const link = trusted.list.get(linkId);
  if (link === undefined) return failure('noSuchLink');
  const pseudonym = people.pseudonymOf(contact);
  const { origin, record, secrets, token } = link;
  if (secrets !== undefined && pseudonym !== undefined) {
    const by = await identity.pseudonym(secrets.host.publicKey);
    const approve = { k: 'approve', linkId, pseudonym, isContact: true } as const;
    const statement = await signStatement(by, approve);
    await mail.sendApproval(contact, { k: 'linkApproval', token, statement });
  }
  const { name = '', media = 'video' } = record ?? {};
  return mail.sendText(contact, cardToText({ origin, token, media, name }));
}

type Lists = { readonly hosts: Bytes[]; readonly bans: Bytes[] };

/** The same value when the person is not in that list. */
function without<Value extends Lists>(record: Value, list: keyof Lists, person: string): Value {
  const kept = record[list].filter(each => pseudonymToPerson(each) !== person);
  return kept.length === record[list].length ? record : { ...record, [list]: kept };
}

function personToPseudonym(person: string): Bytes | undefined {
  return /^[0-9a-f]{64}$/.test(person) ? Uint8Array.fromHex(person) : undefined;
}
