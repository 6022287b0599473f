/** Tells contacts what they should know of this person: the name, and which calls are welcome. Once per change. */
import type { ContactId } from '@sotto/protocol/ids';
import type { BaseParts } from './parts.ts';

/** Tells one contact what it does not know already. One that is blocked is told nothing. */
export async function tellContact(parts: BaseParts, contact: ContactId): Promise<void> {
  await tellName(parts, contact);
  await tellCallsAllowed(parts, contact);
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
