/** The conversation on screen: its items, read from the store and again after every change. */
import type { ContactId } from '@sotto/protocol/ids';
import type { ConversationView, ItemView } from '../client/view.ts';
import type { ContactBook } from '../contact/contactBook.ts';
import { contactPrefix } from '../contact/contactRecord.ts';
import { identities } from '../crypto/mls/contactGroup.ts';
import { keysToSafetyNumber } from '../crypto/safetyNumber.ts';
import type { Store } from '../port/store.ts';

const PAGE = 60;

/** The open conversation. */
export interface OpenConversation {
  view(): ConversationView | undefined;
  isOpen(contact: ContactId): boolean;
  /** Shows a conversation, or none. */
  show(contact: ContactId | undefined): Promise<void>;
  showOlder(): Promise<void>;
  /** Reads the items again. */
  refresh(): Promise<void>;
}

/** Makes it closed; `changed` is called after every change of the view. */
export function createOpenConversation(
  store: Store,
  book: ContactBook,
  changed: () => void,
): OpenConversation {
  let contactId: ContactId | undefined;
  let limit = PAGE;
  let view: ConversationView | undefined;
  let readings = 0;

  async function refresh(): Promise<void> {
    readings += 1;
    const reading = readings;
    const found = contactId === undefined ? undefined : await read(contactId);
    // Whoever began later knows more, and answers too.
    if (reading !== readings) return;
    view = found;
    changed();
  }

  async function read(contact: ContactId): Promise<ConversationView | undefined> {
    const entries = await store.list('items', contactPrefix(contact), limit + 1);
    if (book.get(contact) === undefined) return undefined;
    const items = entries.map(({ value }) => value as ItemView);
    return {
      contactId: contact,
      items: items.slice(-limit),
      hasOlder: items.length > limit,
      safetyNumber: view?.contactId === contact ? view.safetyNumber : numberOf(contact),
    };
  }

  function numberOf(contact: ContactId): string {
    const [first, second] = identities(book.group(contact));
    return keysToSafetyNumber(first, second);
  }

  return {
    view: () => view,
    isOpen: contact => contact === contactId,
    show: contact => {
      contactId = contact;
      limit = PAGE;
      return refresh();
    },
    showOlder: () => {
      limit += PAGE;
      return refresh();
    },
    refresh,
  };
}
