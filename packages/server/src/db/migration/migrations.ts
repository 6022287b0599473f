/** The numbered migrations, in order. The names are recorded in the database; never rename or remove one. */
import type { Migration } from 'kysely';
import { m0001Mailboxes } from './m0001Mailboxes.ts';
import { m0002OwnerDays } from './m0002OwnerDays.ts';
import { m0003Links } from './m0003Links.ts';
import { m0004LinkNotes } from './m0004LinkNotes.ts';

/** Every migration under the name that the database remembers. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001Mailboxes': m0001Mailboxes,
  '0002OwnerDays': m0002OwnerDays,
  '0003Links': m0003Links,
  '0004LinkNotes': m0004LinkNotes,
};
