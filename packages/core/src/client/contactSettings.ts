/** What a person decides about a contact: which calls, whether they ring, and whether there is contact at all. */
import type { ContactId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { type ContactRecord, contactPrefix } from '../contact/contactRecord.ts';
import type { CallItem } from '../history/callItem.ts';
import type { CommandProblem, Commands } from './command.ts';
import type { Parts } from './parts.ts';
import { tellContact } from './tellContact.ts';
import type { ItemView } from './view.ts';

type Outcome = Result<void, CommandProblem>;
type Change = (record: ContactRecord) => ContactRecord;
type SettingCommand = 'allowCalls' | 'muteContact' | 'blockContact' | 'unblockContact';

const DONE: Outcome = success(undefined);

/** The commands over a client's parts. */
export function createContactSettings(parts: Parts): Pick<Commands, SettingCommand> {
  return {
    allowCalls: async (id, allows) => {
      const changed = await changeRecord(parts, id, record => ({ ...record, allows }));
      parts.background(tellContact(parts, id));
      return changed;
    },
    muteContact: (id, isMuted) => changeRecord(parts, id, record => ({ ...record, isMuted })),
    blockContact: async id => {
      const blocked = await blockContact(parts, id);
      parts.background(parts.links.applyBlocks());
      return blocked;
    },
    unblockContact: async id => {
      const changed = await changeRecord(parts, id, record => ({ ...record, isBlocked: false }));
      parts.outbox.flush(id);
      parts.background(tellContact(parts, id));
      parts.background(parts.links.applyBlocks());
      return changed;
    },
  };
}

/** Changes what is stored about a contact. */
export function changeRecord({ book }: Pick<Parts, 'book'>, id: ContactId, change: Change): Promise<Outcome> {
  return book.serially(id, async () => {
    const record = book.get(id);
    if (record === undefined) return failure('noSuchContact');
    await book.commit(id, { record: change(record) });
    return DONE;
  });
}

/** Why a call to this contact cannot be placed by its or this person's decision; undefined when it can. */
export function callObstacle(record: ContactRecord, media: CallMedia): CommandProblem | undefined {
  if (record.isBlocked) return 'contactBlocked';
  if (record.theyAllow === 'none') return 'callsNotAllowed';
  return record.theyAllow === 'audio' && media === 'video' ? 'audioOnly' : undefined;
}

/**
 * What was said before is sent before: a contact whose device rings must still learn that the call is over. What is
 * owed to the contact is forgotten, so that unblocking does not betray that there was a block.
 */
async function blockContact(parts: Parts, id: ContactId): Promise<Outcome> {
  const { book, engine, outbox } = parts;
  if (book.get(id) === undefined) return failure('noSuchContact');
  engine.forgetContact(id);
  await parts.settled();
  await outbox.drain(id);
  const blocked = await book.serially(id, async () => {
    const record = book.get(id);
    if (record === undefined) return failure('noSuchContact');
    const items = await missAcceptable(parts, id);
    const nothing = { owedReceipts: [], acceptableCalls: [] };
    await book.commit(id, { record: { ...record, ...nothing, isBlocked: true }, items });
    return DONE;
  });
  // A message that was being taken in meanwhile may have begun a call.
  engine.forgetContact(id);
  return blocked;
}

/** Calls of the contact that could still be accepted cannot be any more. */
async function missAcceptable({ store }: Parts, id: ContactId): Promise<readonly CallItem[]> {
  const entries = await store.list('items', contactPrefix(id));
  return entries
    .map(({ value }) => value as ItemView)
    .filter(item => item.kind === 'call' && item.acceptable)
    .map(item => ({ ...(item as CallItem), status: 'missed', acceptable: false }));
}
