/**
 * What a host does with links (spec/links.md, "Changes"): makes, changes and ends them. A change is made upon the newest
 * record; if somebody with the same keys was faster, the record is read and the change is made again upon that one.
 */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import {
  createLinkStatement,
  revokeLinkStatement,
  updateLinkStatement,
} from '@sotto/protocol/wire/linkStatement';
import { createSigningKey, sign } from '../crypto/signer.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Identity } from './identity.ts';
import { applyLinkChange, createFirstChoices, isListSmallEnough } from './linkChoices.ts';
import type { LinkChange, LinkCommandProblem } from './linkCommands.ts';
import { createLinkToken, type LinkKeys } from './linkKeys.ts';
import type { LinkLine } from './linkLine.ts';
import { type ContinuedCall, type KnownLink, NEW_LINK } from './linkList.ts';
import { type LinkChoices, type LinkSecrets, openLinkRecord, sealLinkRecord } from './linkRecord.ts';
import { endingToProblem, refusalToProblem } from './readLinkText.ts';
import { type TrustedLinks, withRecord } from './trustedLinks.ts';

/** What owning links needs. */
export interface OwnLinkPorts {
  readonly trusted: TrustedLinks;
  readonly line: LinkLine;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly random: Random;
  readonly origin: string;
}

type Outcome<Value = void> = Promise<Result<Value, LinkCommandProblem>>;
/** What becomes of a link's record; the same record if nothing does. */
export type LinkEdit = (record: LinkRecord, link: KnownLink) => Result<LinkRecord, LinkCommandProblem>;

/** The own links. */
export interface OwnLinks {
  /** Makes a link from which these pseudonyms are banned. `of`: the call with a contact that it goes on with. */
  create(
    media: LinkMedia,
    change: LinkChange,
    blocked: readonly Bytes[],
    of?: ContinuedCall,
  ): Outcome<KnownLink>;
  /** Changes the record of a link; `note` changes what this device keeps of it, in the same step. */
  edit(linkId: LinkId, edit: LinkEdit, note?: (link: KnownLink) => KnownLink): Outcome;
  /** Ends a link for good. */
  revoke(linkId: LinkId): Outcome;
}

/** Makes the own links. */
export function createOwnLinks(ports: OwnLinkPorts): OwnLinks {
  const turns = new Map<LinkId, Promise<unknown>>();
  function inTurn<Value>(linkId: LinkId, step: () => Promise<Value>): Promise<Value> {
    const turn = (turns.get(linkId) ?? Promise.resolve()).then(step);
    turns.set(
      linkId,
      turn.catch(() => undefined),
    );
    return turn;
  }
  return {
    create: (...wanted) => createLink(ports, ...wanted),
    edit: (linkId, edit, note = link => link) => inTurn(linkId, () => editLink(ports, linkId, edit, note)),
    revoke: linkId => inTurn(linkId, () => revokeLink(ports, linkId)),
  };
}

/** How often a change is made again upon a newer record. */
const ATTEMPTS = 5;

async function createLink(
  ports: OwnLinkPorts,
  media: LinkMedia,
  change: LinkChange,
  blocked: readonly Bytes[],
  of?: ContinuedCall,
): Outcome<KnownLink> {
  const { clock, identity, line, origin, random, trusted } = ports;
  const host = await identity.hostKey();
  const own = await identity.pseudonym(host.publicKey);
  const choices = applyLinkChange<LinkChoices>(
    { ...createFirstChoices(media), hosts: [own.publicKey], bans: [...blocked] },
    { ...change, media },
  );
  if (!choices.ok) return choices;
  const secrets = { admin: await createSigningKey(random), r: random.bytes(32), host };
  const token = await createLinkToken(secrets.admin.publicKey, secrets.r);
  const keys = await trusted.keys({ token });
  const sealed = await seal(random, keys, secrets, { ...choices.value, version: 1 });
  if (!sealed.ok) return sealed;
  const { body, record } = sealed.value;
  const authKey = keys.auth.publicKey;
  const statement = createLinkStatement(keys.linkId, 1, authKey, body);
  const signature = await sign(secrets.admin.seed, statement);
  const adminKey = secrets.admin.publicKey;
  const made = await line.change({ t: 'createLink', ...body, adminKey, authKey, signature });
  if (!made.ok) return failure(refusalToProblem(made.code));
  const known = { linkId: keys.linkId, origin, token, lastUse: clock.now(), record, secrets, blocked };
  const link: KnownLink = { ...NEW_LINK, ...known, isListed: of === undefined, of };
  await trusted.list.put(link);
  return success(link);
}

async function editLink(
  { line, random, trusted }: OwnLinkPorts,
  linkId: LinkId,
  edit: LinkEdit,
  note: (link: KnownLink) => KnownLink,
): Outcome {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const own = findOwn(trusted, linkId);
    if (!own.ok) return own;
    const { link, record, secrets } = own.value;
    const edited = edit(record, link);
    if (!edited.ok) return edited;
    if (edited.value === record) return keep(trusted, linkId, note);
    const keys = await trusted.keys(link);
    const sealed = await seal(random, keys, secrets, { ...edited.value, version: record.version + 1 });
    if (!sealed.ok) return sealed;
    const { body } = sealed.value;
    const statement = updateLinkStatement(linkId, body.version, body);
    const signature = await sign(secrets.admin.seed, statement);
    const done = await line.change({ t: 'updateLink', ...body, signature });
    if (done.ok) return keep(trusted, linkId, now => note(withRecord(now, sealed.value.record)));
    const refused = await handleRefusal(trusted, linkId, done.code);
    if (!refused.ok) return refused;
  }
  return failure('busy');
}

async function revokeLink({ line, trusted }: OwnLinkPorts, linkId: LinkId): Outcome {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const own = findOwn(trusted, linkId);
    if (!own.ok) return own;
    const { record, secrets } = own.value;
    const version = record.version + 1;
    const signature = await sign(secrets.admin.seed, revokeLinkStatement(linkId, version));
    const done = await line.change({ t: 'revokeLink', linkId, version, signature });
    // A server that does not know the link lets nobody in either.
    if (done.ok || done.code === 'noLink')
      return keep(trusted, linkId, link => ({ ...link, ending: link.ending ?? 'revoked' }));
    const refused = await handleRefusal(trusted, linkId, done.code);
    if (!refused.ok) return refused;
  }
  return failure('busy');
}

/** Success when the change is to be made again. */
async function handleRefusal(
  trusted: TrustedLinks,
  linkId: LinkId,
  code: Parameters<typeof refusalToProblem>[0],
): Outcome {
  if (code !== 'staleVersion') {
    // Reading notes how a dead link died.
    if (code === 'linkExpired' || code === 'linkRevoked') await trusted.read(linkId);
    return failure(refusalToProblem(code));
  }
  const read = await trusted.read(linkId);
  return read.ok ? success(undefined) : failure(refusalToProblem(read.code));
}

function findOwn(trusted: TrustedLinks, linkId: LinkId) {
  const link = trusted.list.get(linkId);
  if (link === undefined) return failure('noSuchLink');
  const { ending, record, secrets } = link;
  if (secrets === undefined || record === undefined) return failure('notHost');
  if (ending !== undefined) return failure(endingToProblem(ending));
  return success({ link, record, secrets });
}

async function keep(trusted: TrustedLinks, linkId: LinkId, edit: (link: KnownLink) => KnownLink): Outcome {
  await trusted.list.change(linkId, edit);
  return success(undefined);
}

async function seal(
  random: Random,
  keys: LinkKeys,
  secrets: LinkSecrets,
  choices: LinkChoices & { readonly version: number },
) {
  const { bans, hosts, terms, version } = choices;
  if (!isListSmallEnough(bans) || !isListSmallEnough(hosts)) return failure('tooMany');
  const sealed = await sealLinkRecord(random, keys, secrets, choices);
  if (!sealed.ok) return failure('tooMany');
  const body = { linkId: keys.linkId, version, terms, record: concatBytes(sealed.value) };
  const record = await openLinkRecord(keys, body, version);
  if (!record.ok) throw new Error('a link that nobody could read');
  return success({ body, record: record.value });
}
