/** Tells contacts this person's name, once per change. */
import type { ContactId } from '@sotto/protocol/ids';
import type { BaseParts } from './parts.ts';

/** Tells one contact, unless it knows already. */
export async function tellName({ book, channel, settings }: BaseParts, contact: ContactId): Promise<void> {
  const name = settings.profile()?.name ?? '';
  const record = book.get(contact);
  if (record === undefined || record.toldName === name) return;
  await channel.send(
    contact,
    { k: 'profile', name },
    { change: current => ({ record: { ...current, toldName: name } }) },
  );
}

/** Tells all contacts that do not know it. */
export async function tellNameToAll(parts: BaseParts): Promise<void> {
  for (const { id } of parts.book.all()) await tellName(parts, id);
}
