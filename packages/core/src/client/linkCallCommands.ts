/** The commands of the link call that has the screen. */
import { failure } from '@sotto/protocol/result';
import type { LinkCallCommands } from '../room/linkCallCommands.ts';

/** The commands of a client that is in no link call. */
export function createLinkCallCommands(): LinkCallCommands {
  const nowhere = async () => failure('noSuchCall');
  return {
    joinLink: nowhere,
    leaveLinkCall: nowhere,
    admitPeople: nowhere,
    refusePerson: nowhere,
    removePerson: nowhere,
    lockLinkCall: nowhere,
    mutePeople: nowhere,
    sendChat: nowhere,
    react: nowhere,
    raiseHand: nowhere,
    setPersonVolume: nowhere,
    watchPeople: nowhere,
    nameCoHost: nowhere,
  };
}
