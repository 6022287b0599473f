/** Makes a call link and shows its page. */
import { goTo } from '../navigation.ts';
import { problemToText } from '../problem.ts';
import { issue } from '../session.ts';
import { showToast } from '../ui/toast.ts';

/** A video link, as it is without a choice; the choice stands under the link. */
export async function createLink(): Promise<void> {
  const made = await issue(commands => commands.createLink('video'));
  if (made.ok) goTo({ page: 'link', linkId: made.value.linkId });
  else showToast(problemToText(made.code), 'problem');
}
