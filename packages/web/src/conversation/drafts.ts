/** Unsent texts, one per contact, for as long as the page lives. In memory only, like everything not yet said. */
import type { ContactId } from '@sotto/protocol/ids';

const drafts = new Map<ContactId, string>();

/** The draft for a contact; empty when there is none. */
export function draftOf(contactId: ContactId): string {
  return drafts.get(contactId) ?? '';
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(contactId: ContactId, text: string): void {
  if (text === '') drafts.delete(contactId);
  else drafts.set(contactId, text);
}
