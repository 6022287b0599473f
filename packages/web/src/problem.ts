/** What a person reads when a command did nothing: one sentence for each code. */
import type { CommandProblem, Commands } from '@sotto/core/client/command';
import type { Result } from '@sotto/protocol/result';
import { type TextKey, t } from './locale/locale.ts';
import { issue } from './session.ts';
import { showToast } from './ui/toast.ts';

type PlainProblemKey = Extract<TextKey, `problem.${string}`>;

const keys: Readonly<Record<CommandProblem, PlainProblemKey>> = {
  malformedInvitation: 'problem.malformedInvitation',
  unknownInvitation: 'problem.unknownInvitation',
  usedInvitation: 'problem.usedInvitation',
  expiredInvitation: 'problem.expiredInvitation',
  ownInvitation: 'problem.ownInvitation',
  forgedInvitation: 'problem.forgedInvitation',
  badIceServers: 'problem.badIceServers',
  noIceServers: 'problem.noIceServers',
  relayNeedsTurn: 'problem.relayNeedsTurn',
  offline: 'problem.offline',
  tooLong: 'problem.tooLong',
  noSuchContact: 'problem.noSuchContact',
  noSuchCall: 'problem.noSuchCall',
  alreadyInCall: 'problem.alreadyInCall',
  tooSoon: 'problem.tooSoon',
  unsupported: 'problem.unsupported',
  rateLimited: 'problem.rateLimited',
  contactBlocked: 'problem.contactBlocked',
  callsNotAllowed: 'problem.callsNotAllowed',
  audioOnly: 'problem.audioOnly',
  notAnExport: 'problem.notAnExport',
  newerExport: 'problem.newerExport',
  wrongPassphrase: 'problem.wrongPassphrase',
  damagedExport: 'problem.damagedExport',
  otherServer: 'problem.otherServer',
  usedExport: 'problem.usedExport',
  movedAway: 'problem.movedAway',
  notStored: 'problem.notStored',
  notContinued: 'problem.notContinued',
  malformedLink: 'problem.malformedLink',
  otherServerLink: 'problem.otherServerLink',
  unknownLink: 'problem.unknownLink',
  expiredLink: 'problem.expiredLink',
  revokedLink: 'problem.revokedLink',
  fullLink: 'problem.fullLink',
  untrustedLink: 'problem.untrustedLink',
  closedLink: 'problem.closedLink',
  bannedLink: 'problem.bannedLink',
  tooManyRequests: 'problem.rateLimited',
  noSuchLink: 'problem.noSuchLink',
  notHost: 'problem.notHost',
  inUse: 'problem.inUse',
  tooMany: 'problem.tooMany',
  notesFull: 'problem.notesFull',
  busy: 'problem.busy',
  notInside: 'problem.notInside',
  noSuchPerson: 'problem.noSuchPerson',
  notReady: 'problem.notReady',
};

/** The sentence for a code. */
export function problemToText(problem: CommandProblem): string {
  return t(keys[problem]);
}

/** Issues a command and says what went wrong, if anything. Answers whether it worked. */
export async function perform<Value>(
  command: (commands: Commands) => Promise<Result<Value, CommandProblem>>,
): Promise<boolean> {
  const outcome = await issue(command);
  if (!outcome.ok) showToast(problemToText(outcome.code), 'problem');
  return outcome.ok;
}
