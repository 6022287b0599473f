/** Search in the contact list. */

/** From how many contacts on the search field is worth its room. */
export const SEARCH_FROM = 8;

/** Those whose name holds every word of the query, whatever the case and accents. All for an empty query. */
export function filterContacts<Contact extends { readonly name: string }>(
  contacts: readonly Contact[],
  query: string,
): readonly Contact[] {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  return contacts.filter(contact => {
    const name = fold(contact.name);
    return words.every(word => name.includes(word));
  });
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
