/** Who was in the call of a link that was chosen in the list of calls. */
import type { LinkId } from '@sotto/protocol/ids';
import { lastLinkCall } from '../lastLinkCall.ts';
import { languageKind } from '../locale/locale.ts';

/** Their names in one line; empty when nobody was there, or another call was chosen. */
export function lastPeople(linkId: LinkId): string {
  const call = lastLinkCall.value;
  if (call?.linkId !== linkId) return '';
  return new Intl.ListFormat(languageKind(), { type: 'conjunction' }).format(call.people);
}
