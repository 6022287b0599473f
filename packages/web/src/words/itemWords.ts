/** An item of a conversation in one line of words. */
import type { CallItemView, ItemView } from '@sotto/core/client/view';
import { durationToWords } from '../locale/format.ts';
import { language, t } from '../locale/locale.ts';
import { callItemToLook } from './callItem.ts';

/** A call's status, or its duration once it has one. */
export function callItemToStatus(item: CallItemView): string {
  if (item.status === 'ended' && item.duration !== undefined)
    return durationToWords(item.duration, language());
  return t(callItemToLook(item).status);
}

/** The line under a name in the contact list. */
export function itemToPreview(item: ItemView): string {
  if (item.kind === 'call') {
    return t('item.summary', { call: t(callItemToLook(item).title), status: callItemToStatus(item) });
  }
  const line = item.text.replace(/\s+/gu, ' ');
  return item.mine ? t('contact.you', { text: line }) : line;
}
