/** An item of a conversation in one line of words. */
import type { CallItemView, ItemView } from '@sotto/core/client/view';
import { textToCard } from '@sotto/core/link/linkCard';
import { durationToWords } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { callItemToLook } from './callItem.ts';
import { linkToName } from './linkName.ts';

/** A call's status, or its duration once it has one. */
export function callItemToStatus(item: CallItemView): string {
  if (item.status === 'ended' && item.duration !== undefined)
    return durationToWords(item.duration, languageKind());
  return t(callItemToLook(item).status);
}

/** The line under a name in the contact list. */
export function itemToPreview(item: ItemView): string {
  if (item.kind === 'call') {
    return t('item.summary', { call: t(callItemToLook(item).title), status: callItemToStatus(item) });
  }
  const line = textToLine(item.text);
  return item.mine ? t('contact.you', { text: line }) : line;
}

/** A link's token is nothing to read. */
function textToLine(text: string): string {
  const card = textToCard(text);
  return card === undefined ? text.replace(/\s+/gu, ' ') : t('link.card', { name: linkToName(card) });
}
