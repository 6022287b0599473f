/** The commands of the list of calls. */
import { failure, type Result, success } from '@sotto/protocol/result';
import { clearHistory, deleteCall } from '../history/deleteCalls.ts';
import type { CommandProblem, Commands } from './command.ts';
import type { Parts } from './parts.ts';

type HistoryCommand = 'openHistory' | 'loadOlderCalls' | 'deleteCall' | 'deleteLinkCall' | 'clearHistory';

const DONE: Result<void, CommandProblem> = success(undefined);

/** The commands over a client's parts. */
export function createHistoryCommands({
  book,
  history,
  linkCallLog,
  store,
}: Parts): Pick<Commands, HistoryCommand> {
  return {
    openHistory: async filter => {
      await history.show(filter);
      return DONE;
    },
    loadOlderCalls: async () => {
      await history.showOlder();
      return DONE;
    },
    deleteCall: async (contactId, itemId) => {
      if (book.get(contactId) === undefined) return failure('noSuchContact');
      await deleteCall(store, book, contactId, itemId);
      return DONE;
    },
    deleteLinkCall: async itemId => {
      await linkCallLog.remove(itemId);
      return DONE;
    },
    clearHistory: async () => {
      await clearHistory(store, book);
      await linkCallLog.clear();
      return DONE;
    },
  };
}
