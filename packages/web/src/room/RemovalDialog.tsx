/** Asks before somebody is removed, and says what that does. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { forgetRemoval, removal } from './removal.ts';
import { personToName } from './roomWords.ts';

/** The question, while it is open and the person is still there. */
export function RemovalDialog({ call }: { readonly call: LinkCallView }) {
  const asked = removal.value;
  const person = call.people.find(({ seat }) => seat === asked?.seat);
  if (asked === undefined || person === undefined || call.stage === 'over') return null;
  const { seat, isBlocking } = asked;
  const name = personToName(person);
  return (
    <ConfirmDialog
      title={t(isBlocking ? 'room.blockTitle' : 'room.removeTitle', { name })}
      text={t(isBlocking ? 'room.blockText' : 'room.removeText', { name })}
      confirm={t(isBlocking ? 'room.blockConfirm' : 'room.removeConfirm')}
      onConfirm={() => void perform(commands => commands.removePerson(seat, isBlocking))}
      onClose={forgetRemoval}
    />
  );
}
