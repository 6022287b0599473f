/** Changes an own link and says so. */
import type { LinkChange } from '@sotto/core/link/linkCommands';
import type { LinkId } from '@sotto/protocol/ids';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { showToast } from '../ui/toast.ts';

/** Who is in a call of the link sees the change at once. Answers whether it was made. */
export async function changeLink(linkId: LinkId, change: LinkChange): Promise<boolean> {
  const isDone = await perform(commands => commands.changeLink(linkId, change));
  if (isDone) showToast(t('link.saved'), 'done');
  return isDone;
}
