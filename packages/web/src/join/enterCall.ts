/** *Join*: with the name and the devices of the page. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { problemToText } from '../problem.ts';
import { issue } from '../session.ts';
import { showToast } from '../ui/toast.ts';
import { endPreview, wanted } from './previewState.ts';

const given = signal('');

/** The name with which this person joins or has knocked. */
export const givenName: ReadonlySignal<string> = given;

/** Joins or knocks. Must run in a person's act. Resolves when the call has taken over, or has said why not. */
export async function enterCall(name: string): Promise<void> {
  given.value = name.trim();
  const entered = await issue(commands => commands.joinLink({ name: name.trim(), devices: wanted.peek() }));
  // Only now: a device that is open already opens for the call at once.
  if (entered.ok) endPreview();
  else showToast(problemToText(entered.code), 'problem');
}
