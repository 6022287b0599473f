/** Leaves a note for the host, with an invitation in it where the host may answer: that takes a profile (spec/link-notes.md). */
import { perform, problemToText } from '../problem.ts';
import { issue, phase } from '../session.ts';
import { showToast } from '../ui/toast.ts';

interface Note {
  readonly name: string;
  readonly text: string;
  readonly mayAnswer: boolean;
}

/** Whether it was left; if not, it has been said why. */
export async function leaveNote({ name, text, mayAnswer }: Note): Promise<boolean> {
  if (!mayAnswer) return perform(commands => commands.leaveNote({ name, text }));
  if (phase.peek() === 'firstRun' && !(await perform(commands => commands.setName(name)))) return false;
  const made = await issue(commands => commands.invite());
  if (!made.ok) {
    showToast(problemToText(made.code), 'problem');
    return false;
  }
  const { id, link } = made.value;
  const isLeft = await perform(commands => commands.leaveNote({ name, text, invitation: link }));
  // Nobody has it: it would wait for an answer that cannot come.
  if (!isLeft) void issue(commands => commands.withdrawInvitation(id));
  return isLeft;
}
