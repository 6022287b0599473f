/** The name to show for a contact, also when it has none. */
import type { ContactId } from '@sotto/protocol/ids';
import { t } from '../locale/locale.ts';
import { contacts } from '../session.ts';

/** A name as shown: never empty. */
export function nameToShow(name: string): string {
  return name.trim() === '' ? t('contact.unnamed') : name;
}

/** The shown name of a contact by id; the words for *no name* when it is gone. */
export function contactIdToName(id: ContactId): string {
  return nameToShow(contacts.value.find(contact => contact.id === id)?.name ?? '');
}
