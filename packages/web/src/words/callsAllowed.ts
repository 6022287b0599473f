/** Why a contact cannot be called, in words for its buttons. */
import type { ContactView } from '@sotto/core/client/view';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { t } from '../locale/locale.ts';
import { nameToShow } from './contactName.ts';

/** The reason, or undefined where nothing that anybody decided stands in the way. */
export function contactToReason(contact: ContactView, media: CallMedia): string | undefined {
  const name = nameToShow(contact.name);
  if (contact.isBlocked) return t('contact.blockedBar', { name });
  if (contact.theyAllow === 'none') return t('contact.takesNoCalls', { name });
  if (contact.theyAllow === 'audio' && media === 'video') return t('contact.takesAudioOnly', { name });
  return undefined;
}
