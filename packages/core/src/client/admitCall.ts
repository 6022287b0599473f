/**
 * What of a contact's call messages reaches the engine at all (spec/call.md, "Calls allowed"). A call of a kind that
 * this person does not accept never rings; a video call rings as an audio call where only those are accepted.
 */
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { ContactRecord } from '../contact/contactRecord.ts';

/**
 * The message as the engine may see it; undefined when it must not.
 * @param isCalling - this person is calling that contact now: then the two calls meet, whatever else is accepted.
 */
export function admitCallMessage(
  record: Pick<ContactRecord, 'allows' | 'isBlocked'>,
  message: CallMessage,
  isCalling: boolean,
): CallMessage | undefined {
  if (record.isBlocked) return undefined;
  if (message.k !== 'callInvite') return message;
  if (record.allows === 'none' && !isCalling) return undefined;
  return record.allows === 'audio' ? { ...message, media: 'audio' } : message;
}
