/** What happens at one call link in the search for traces: made, renamed, refused at, joined, talked in. */
import assert from 'node:assert/strict';
import { openBox, sealBox } from '@sotto/core/crypto/aead';
import { createSigningKey, type SigningKey, sign } from '@sotto/core/crypto/signer';
import { exportFrameEpoch } from '@sotto/core/group/frameKeys';
import { readRoomKeyPackage } from '@sotto/core/group/keyPackage';
import { openFromGroup } from '@sotto/core/group/receive';
import {
  commitRoomGroup,
  foundRoomGroup,
  joinRoomGroup,
  type RoomGroup,
  sealToGroup,
} from '@sotto/core/group/roomGroup';
import { createLinkToken, deriveHostKey, deriveLinkKeys, type LinkKeys } from '@sotto/core/link/linkKeys';
import { type LinkSecrets, openLinkRecord, sealLinkRecord } from '@sotto/core/link/linkRecord';
import { deriveNoteKey, openLinkNote, sealLinkNote } from '@sotto/core/link/noteSeals';
import { type Bytes, bytesToText, textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type NoteId } from '@sotto/protocol/ids';
import { createLinkStatement, updateLinkStatement } from '@sotto/protocol/wire/linkStatement';
import { proofStatement } from '@sotto/protocol/wire/proof';
import { type Character, type LinkPerson, random, visitLink } from './linkPerson.ts';

/** What is planted at a link. */
export interface LinkPlot {
  readonly host: Character;
  readonly guest: Character;
  readonly stranger: Character;
  readonly firstName: string;
  readonly name: string;
  /** A host's word to whoever is refused. */
  readonly note: string;
  readonly chat: string;
  /** What the stranger leaves for the host. */
  readonly leftNote: string;
  readonly zone: string;
}

/** What is left when it has happened; the call still runs. */
export interface LinkOutcome {
  readonly keys: LinkKeys;
  readonly secrets: LinkSecrets;
  readonly people: readonly LinkPerson[];
  /** What the call's frames are encrypted with. */
  readonly frameKey: Bytes;
}

/** Plays it all on a server. */
export async function playLink(origin: string, plot: LinkPlot): Promise<LinkOutcome> {
  const secrets = await createSecrets(plot.host);
  const token = await createLinkToken(secrets.admin.publicKey, secrets.r);
  const visit = (who: Character) => visitLink(origin, token, who, secrets.host.publicKey);
  const host = await visit(plot.host);
  await host.ask(await writeLink(host, secrets, plot, 1));
  await host.ask(await writeLink(host, secrets, plot, 2));
  await host.ask(await host.startRoom());
  const alone = await foundRoomGroup(host.kit, host.own);
  const stranger = await visit(plot.stranger);
  await refuse(host, stranger, plot.note);
  await leaveNote(stranger, plot, host, secrets);
  const guest = await visit(plot.guest);
  await assertThatTheNameIsRead(guest, plot.name);
  const [hosts, guests] = await letIn(host, alone, guest);
  await chat(guest, guests, host, hosts, plot.chat);
  const { baseKey } = await exportFrameEpoch(host.kit, hosts);
  return { keys: host.keys, secrets, people: [host, stranger, guest], frameKey: baseKey };
}

async function createSecrets({ identitySeed }: Character): Promise<LinkSecrets> {
  const host = await deriveHostKey(identitySeed);
  return { admin: await createSigningKey(random), r: random.bytes(32), host };
}

const TERMS = { days: 90, once: false, people: 8 };

/** The request that makes the link, or changes it. */
async function writeLink(
  { keys, pseudonym }: LinkPerson,
  secrets: LinkSecrets,
  { firstName, name, zone }: LinkPlot,
  version: 1 | 2,
) {
  const sealed = await sealLinkRecord(random, keys, secrets, {
    version,
    terms: TERMS,
    name: version === 1 ? firstName : name,
    media: 'video',
    policy: 'ask',
    hours: { zone, days: [1, 4], from: 540, until: 1080 },
    hosts: [pseudonym.publicKey],
    bans: [],
  });
  assert.ok(sealed.ok);
  const content = { terms: TERMS, record: sealed.value };
  const { linkId } = keys;
  const signed = (statement: Bytes) => sign(secrets.admin.seed, statement);
  if (version === 2) {
    const signature = await signed(updateLinkStatement(linkId, version, content));
    return { t: 'updateLink', linkId, version, ...content, signature } as const;
  }
  const [adminKey, authKey] = [secrets.admin.publicKey, keys.auth.publicKey];
  const signature = await signed(createLinkStatement(linkId, version, authKey, content));
  return { t: 'createLink', linkId, adminKey, authKey, version, ...content, signature } as const;
}

async function refuse(host: LinkPerson, stranger: LinkPerson, text: string): Promise<void> {
  await stranger.ask(await stranger.knock());
  const { seat } = await host.client.hears('knocked');
  const { joinKey, linkId } = host.keys;
  const note = await sealBox(random, joinKey, textToBytes(text), NOTE);
  await host.ask({ t: 'refuseKnock', linkId, seat, note });
  const heard = (await stranger.client.hears('roomEnded')).note;
  assert.ok(heard);
  const opened = await openBox(stranger.keys.joinKey, heard, NOTE);
  assert.equal(bytesToText(opened ?? new Uint8Array()), text, 'the refused one reads why');
}

const NOTE = textToBytes('sotto room note v1');

/** It stays where it is: the host reads it and deletes it later. */
async function leaveNote(
  { ask, client, keys }: LinkPerson,
  { leftNote, stranger }: LinkPlot,
  host: LinkPerson,
  { admin }: LinkSecrets,
): Promise<void> {
  const { auth, linkId } = keys;
  const noteId = bytesToId<NoteId>(random.bytes(16));
  const said = { name: stranger.name, text: leftNote, at: Date.now() };
  const note = await sealLinkNote(random, keys, await deriveNoteKey(admin), noteId, said);
  const proof = await sign(auth.seed, proofStatement('leaveNote', client.nonce, linkId, noteId));
  await ask({ t: 'leaveNote', linkId, noteId, note, proof });
  const asHost = await sign(admin.seed, proofStatement('readNotes', host.client.nonce, linkId));
  const answer = await host.ask({ t: 'readNotes', linkId, proof: asHost });
  assert.ok(answer.t === 'notes' && answer.notes[0] !== undefined);
  assert.deepEqual(await openLinkNote(keys, admin, noteId, answer.notes[0].note), said);
}

async function assertThatTheNameIsRead(guest: LinkPerson, name: string): Promise<void> {
  const answer = await guest.ask(await guest.readLink());
  assert.ok(answer.t === 'link');
  const record = await openLinkRecord(guest.keys, answer, 0);
  assert.equal(record.ok && record.value.name, name);
  const cards = await Promise.all(answer.cards.map(card => guest.seals.openCard(card)));
  assert.ok(cards.length === 1 && cards.every(card => card.ok));
}

/** Returns the group as the host and as the guest have it. */
async function letIn(
  host: LinkPerson,
  alone: RoomGroup,
  guest: LinkPerson,
): Promise<readonly [host: RoomGroup, guest: RoomGroup]> {
  await guest.ask(await guest.knock());
  const { request, seat } = await host.client.hears('knocked');
  const opened = await host.seals.openRequest(request);
  assert.ok(opened.ok);
  const read = await readRoomKeyPackage(host.kit, opened.value.keyPackage);
  assert.ok(read);
  const made = await commitRoomGroup(host.kit, alone, [read], []);
  assert.ok(made.ok && made.value.welcome !== undefined);
  const seal = (mls: Bytes) => host.seals.sealBundle({ version: 2, mls, statements: [] });
  const [commit, welcome] = await Promise.all([made.value.commit, made.value.welcome].map(seal));
  assert.ok(commit && welcome);
  const { linkId } = host.keys;
  await host.ask({ t: 'commitRoom', linkId, epoch: 0, commit, welcome, adds: [seat], removes: [] });
  const admitted = await guest.seals.openBundle((await guest.client.hears('admitted')).welcome);
  assert.ok(admitted.ok);
  const joined = await joinRoomGroup(guest.kit, guest.own, admitted.value.mls);
  assert.ok(joined.ok);
  return [made.value.next, joined.value];
}

async function chat(
  from: LinkPerson,
  sending: RoomGroup,
  to: LinkPerson,
  receiving: RoomGroup,
  text: string,
): Promise<void> {
  const sealed = await sealToGroup(from.kit, sending, textToBytes(text));
  const blob = await from.seals.wrapMessage(sealed.message);
  assert.ok(blob);
  await from.ask({ t: 'tellRoom', linkId: from.keys.linkId, blob });
  const heard = await to.client.hears('roomMessage');
  const message = await to.seals.unwrapMessage(heard.blob);
  assert.ok(message);
  const opened = await openFromGroup(to.kit, receiving, message);
  assert.ok(opened.ok);
  assert.equal(bytesToText(opened.value.plaintext), text);
}

/** The keys that nobody but the people at the link may ever have had. */
export async function outcomeToSecrets({
  keys,
  secrets,
  people,
  frameKey,
}: LinkOutcome): Promise<readonly (readonly [what: string, bytes: Bytes])[]> {
  const again = await deriveLinkKeys(keys.token);
  const signing = (what: string, key: SigningKey) => [`${what} (private)`, key.seed] as const;
  return [
    signing('the auth key', again.auth),
    ['the record key', again.recordKey],
    ['the join key', again.joinKey],
    ['r', secrets.r],
    signing('the admin key', secrets.admin),
    signing('the host key', secrets.host),
    ['the host key', secrets.host.publicKey],
    ['a frame key', frameKey],
    ...people.flatMap(({ pseudonym }) => [
      signing('a pseudonym', pseudonym),
      ['a pseudonym', pseudonym.publicKey] as const,
    ]),
  ];
}
