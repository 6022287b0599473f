/** Making a call link in the app, as somebody with a profile does it. */
import type { Person } from './person.ts';

/** Makes a link in the list of calls, stays on its page, and returns the link. */
export async function makeLink(person: Person): Promise<string> {
  await click(person, '.tab:last-child');
  await click(person, '.new-link');
  await person.page.waitForSelector('.link-field');
  return linkOf(person);
}

/** The link on whose page this person is. */
export function linkOf({ page }: Person): Promise<string> {
  return page.$eval('.link-field', field => (field as HTMLInputElement).value);
}

/** Presses what has no name of its own, once it is there. */
export async function click({ page }: Person, selector: string): Promise<void> {
  const found = await page.waitForSelector(selector);
  await found?.evaluate(element => (element as HTMLElement).click());
}
