/** Two contacts of the product in pages of their own, with the probe of `firstFrames.ts`, about to call each other. */
import type { Page } from 'puppeteer-core';
import { createPerson, type Person } from '../support/person.ts';
import { installProbe } from './firstFrames.ts';

/** Has both begin, and makes them contacts. The caller has the conversation before it. */
export async function introduce(
  origin: string,
  callerPage: Page,
  calleePage: Page,
): Promise<[caller: Person, callee: Person]> {
  for (const page of [callerPage, calleePage]) await page.evaluateOnNewDocument(installProbe);
  const [caller, callee] = [createPerson(callerPage), createPerson(calleePage)];
  await caller.begin(origin, 'Caller');
  await callee.begin(origin, 'Callee');
  await callee.accept(await caller.invite());
  await caller.open('Callee');
  return [caller, callee];
}
