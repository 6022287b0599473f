/**
 * Tells contacts what they should know of this person: the name, which calls are welcome, and who it is at call links. Once
 * per change.
 */
import { isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId } from '@sotto/protocol/ids';
import { tellHostKey, tellPseudonym } from '../contact/contactPseudonyms.ts';
import type { BaseParts } from './parts.ts';

/** Tells one contact what it does not know already. One that is blocked is told nothing. */
export async function tellContact(parts: BaseParts, contact: ContactId): Promise<void> {
  await tellName(parts, contact);
  await tellCallsAllowed(parts, contact);
  await tellOwnHostKey(parts, contact);
  await tellOwnPseudonym(parts, contact);
}

/** Tells all contacts that do not know it. */
export async function tellContacts(parts: BaseParts): Promise<void> {
  for (const { id } of parts.book.all()) await tellContact(parts, id);
}

async function tellName({ book, channel, settings }: BaseParts, contact: ContactId): Promise<void> {
  const name = settings.profile()?.name ?? '';
  const record = book.get(contact);
  if (record === undefined || record.isBlocked || record.toldName === name) return;
  await channel.send(
    contact,
    { k: 'profile', name },
    { change: current => ({ record: { ...current, toldName: name } }) },
  );
}

async function tellCallsAllowed({ book, channel }: BaseParts, contact: ContactId): Promise<void> {
  const record = book.get(contact);
  if (record === undefined || record.isBlocked || record.toldAllows === record.allows) return;
  const { allows } = record;
  await channel.send(
    contact,
    { k: 'callsAllowed', calls: allows },
    { change: current => ({ record: { ...current, toldAllows: allows } }) },
  );
}

/** Only hosts: whoever hosts no link gives its contacts nothing that they could compare. */
async function tellOwnHostKey(parts: BaseParts, contact: ContactId): Promise<void> {
  const { book, channel, identity, links } = parts;
  const record = book.get(contact);
  if (record === undefined || record.isBlocked || record.toldHostKey || !links.isHostTo(contact)) return;
  const message = await tellHostKey(book.group(contact), await identity.hostKey());
  await channel.send(contact, message, {
    change: current => ({ record: { ...current, toldHostKey: true } }),
  });
}

async function tellOwnPseudonym({ book, channel, identity }: BaseParts, contact: ContactId): Promise<void> {
  const record = book.get(contact);
  const hostKey = record?.theirHostKey;
  if (record === undefined || record.isBlocked || record.toldPseudonym || hostKey === undefined) return;
  const message = await tellPseudonym(book.group(contact), hostKey, await identity.pseudonym(hostKey));
  await channel.send(contact, message, {
    change: current => ({
      record: {
        ...current,
        toldPseudonym: current.theirHostKey !== undefined && isSameBytes(current.theirHostKey, hostKey),
      },
    }),
  });
}
