/** A person who uses Sotto in a page, by what the screen offers: names of buttons and fields, in English. */
import type { ElementHandle, Page } from 'puppeteer-core';
import { type CounterReading, readCounter } from './counterVideo.ts';
import { readTone, type ToneReading } from './toneAudio.ts';

/** How long something may take to appear on screen, on a machine that is busy with other things. */
const PATIENCE_MS = 60_000;
/** Long enough for two beeps. */
const LISTEN_MS = 1100;

/** What a person uses. */
export type ControlRole = 'button' | 'textbox' | 'menuitem';

/** Waits for a control. */
export type FindControl = (page: Page, role: ControlRole, name: string) => Promise<ElementHandle | null>;

/** A person at a page. */
export interface Person {
  readonly page: Page;
  /** Opens the app and goes through the first run. */
  begin(origin: string, name: string): Promise<void>;
  /** Waits until the app can be used and is connected. */
  isReady(): Promise<void>;
  /** Makes an invitation and returns its link. */
  invite(): Promise<string>;
  /** Opens a link in this page. */
  visit(link: string): Promise<void>;
  /** Opens an invitation link and accepts it. */
  accept(link: string): Promise<void>;
  /** Opens the conversation with a contact. */
  open(contact: string): Promise<void>;
  write(text: string): Promise<void>;
  /** Presses the button of this name, once it can be pressed. */
  press(name: string): Promise<void>;
  /** Finds the button of this name, once it can be pressed; the returned function presses it at once. */
  aimAt(name: string): Promise<() => Promise<void>>;
  /** Chooses from the conversation's menu. */
  choose(name: string): Promise<void>;
  /** Gives the contact a name in the dialog for it. */
  rename(name: string): Promise<void>;
  /** Types into the field of this name. */
  fill(label: string, text: string): Promise<void>;
  /** Waits until the page shows this text. */
  sees(text: string): Promise<void>;
  /** Waits until the page does not show this text any more. */
  seesNoMore(text: string): Promise<void>;
  /** Everything the page shows now. */
  text(): Promise<string>;
  /** Waits until the last items of the conversation are these, oldest first, in words without times. */
  hasItems(...items: readonly string[]): Promise<void>;
  /** The items of the conversation, oldest first, in words without times. */
  items(): Promise<readonly string[]>;
  /** What the other side's picture says; undefined when none is shown. */
  picture(): Promise<CounterReading | undefined>;
  /** Waits for moving pictures of the camera with this number. */
  seesCamera(station: number): Promise<void>;
  /** What the other side sounds like. */
  sound(): Promise<ToneReading | undefined>;
  /** Waits until the other side sounds like this, Hz; or with undefined until it is silent. */
  hears(hertz: number | undefined): Promise<void>;
}

/** The person at a page. `find` looks for a control; by its accessible name without it. */
export function createPerson(page: Page, find: FindControl = findByName): Person {
  page.setDefaultTimeout(PATIENCE_MS);
  const control = (role: ControlRole, name: string) => findControl(page, role, name, find);

  async function aimAt(name: string): Promise<() => Promise<void>> {
    const button = await control('button', name);
    return async () => {
      await button.evaluate(element => (element as HTMLElement).click());
      await button.dispose();
    };
  }

  const press = async (name: string) => (await aimAt(name))();

  async function fill(label: string, text: string): Promise<void> {
    const field = await control('textbox', label);
    await field.focus();
    await page.keyboard.type(text);
    await field.dispose();
  }

  async function wait(condition: (text: string) => boolean, text: string): Promise<void> {
    try {
      await page.waitForFunction(condition, { polling: 50 }, text);
    } catch (error) {
      throw new Error(`"${text}" did not come true. The page shows:\n${await readPage(page)}`, {
        cause: error,
      });
    }
  }

  const items = () => page.$$eval('article.message', readItems);
  // One look, because a picture may go away between finding it and reading it.
  const picture = async () => {
    const found = await page.$('.call-picture');
    return (await found?.evaluate(readCounter)) ?? undefined;
  };

  async function sound(): Promise<ToneReading | undefined> {
    if ((await page.$('audio')) === null) return undefined;
    const reading = await page.$eval('audio', readTone, LISTEN_MS);
    // Minus infinity does not survive the way out of the page.
    return reading && { ...reading, decibels: reading.decibels ?? Number.NEGATIVE_INFINITY };
  }

  return {
    page,
    begin: async (origin, name) => {
      await page.goto(origin);
      await fill('Your name', name);
      await press('Start');
      await control('button', 'Add a contact');
    },
    isReady: async () => {
      await page.waitForFunction(isConnected, { polling: 50 });
    },
    invite: async () => {
      await press('Add a contact');
      await press('Create an invitation');
      const field = await page.waitForSelector('input.invitation-link');
      return (await field?.evaluate(element => element.value)) ?? '';
    },
    visit: async link => {
      // A link that differs in its fragment only would not open a document.
      await page.goto('about:blank');
      await page.goto(link);
    },
    async accept(link) {
      await this.visit(link);
      await wait(isVisibleText, 'invites you');
      await press('Accept');
      await control('textbox', 'Message');
    },
    open: async contact => {
      const row = await page.waitForSelector(
        `::-p-xpath(//button[contains(@class, "contact")][contains(., "${contact}")])`,
      );
      await row?.evaluate(element => (element as HTMLElement).click());
      await control('textbox', 'Message');
    },
    write: async text => {
      await fill('Message', text);
      await page.keyboard.press('Enter');
    },
    press,
    aimAt,
    fill,
    choose: async name => {
      await press('More');
      const item = await control('menuitem', name);
      await item.evaluate(element => (element as HTMLElement).click());
    },
    rename: async name => {
      const field = await control('textbox', 'Name');
      await field.evaluate(element => (element as HTMLInputElement).select());
      await field.dispose();
      await fill('Name', name);
      await press('Save');
      await wait(isVisibleText, name);
    },
    sees: text => wait(isVisibleText, text),
    seesNoMore: text => wait(isNoVisibleText, text),
    text: () => readPage(page),
    items,
    hasItems: async (...wanted) => {
      await until(
        async () => isEnd(await items(), wanted),
        async () => `items: ${JSON.stringify(await items())}`,
      );
    },
    picture,
    seesCamera: async station => {
      const seen = new Set<number>();
      await until(
        async () => {
          const reading = await picture();
          if (reading?.station === station) seen.add(reading.counter);
          return seen.size >= 3;
        },
        async () =>
          `pictures ${[...seen]}, now ${JSON.stringify(await picture())}; page: ${await readPage(page)}`,
      );
    },
    sound,
    hears: async hertz => {
      let heard: ToneReading | undefined;
      await until(
        async () => {
          heard = await sound();
          return isSound(heard, hertz);
        },
        async () => `heard ${JSON.stringify(heard)}; page: ${await readPage(page)}`,
      );
    },
  };
}

/**
 * Asks again and again until the answer is yes.
 * @param describe - what there is instead, for the failure's message.
 */
export async function until(
  isReached: () => Promise<boolean> | boolean,
  describe: () => Promise<string> | string = () => '',
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isReached())) {
    if (performance.now() > deadline) throw new Error(`It did not happen. ${await describe()}`);
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}

function findByName(page: Page, role: ControlRole, name: string): Promise<ElementHandle | null> {
  return page.waitForSelector(`::-p-aria([role="${role}"][name="${name}"])`);
}

/** The enabled control with this accessible name, once it is there. */
async function findControl(
  page: Page,
  role: ControlRole,
  name: string,
  find: FindControl,
): Promise<ElementHandle> {
  try {
    const found = await find(page, role, name);
    if (found === null) throw new Error('nothing found');
    await page.waitForFunction(element => !(element as HTMLButtonElement).disabled, { polling: 50 }, found);
    return found;
  } catch (error) {
    throw new Error(`No ${role} "${name}". The page shows:\n${await readPage(page)}`, { cause: error });
  }
}

function readPage(page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText);
}

/** Banners are there even before they fade in; those with something to press are not about the connection. */
function isConnected(): boolean {
  return (
    document.querySelector('.contacts') !== null &&
    document.querySelector('.banner:not(:has(.banner-actions))') === null
  );
}

function isVisibleText(text: string): boolean {
  return document.body.innerText.includes(text);
}

function isNoVisibleText(text: string): boolean {
  return !document.body.innerText.includes(text);
}

/** Runs in the page: a text's words and tick, or a call item's title and status. */
function readItems(elements: readonly Element[]): readonly string[] {
  return elements.map(element => {
    const textOf = (selector: string) => element.querySelector(selector)?.textContent?.trim();
    const status = textOf('.call-item-status')?.split(' · ')[0];
    if (status !== undefined) return [textOf('.call-item-title'), status].join(' · ');
    return [textOf('.message-text'), textOf('.tick')].filter(part => part !== undefined).join(' · ');
  });
}

function isEnd(items: readonly string[], wanted: readonly string[]): boolean {
  const end = items.slice(-wanted.length);
  return end.length === wanted.length && end.every((item, index) => item === wanted[index]);
}

/** Frequencies to within a bin of the analysis; silence to within a codec's comfort noise. */
function isSound(reading: ToneReading | undefined, hertz: number | undefined): boolean {
  if (hertz === undefined) return reading === undefined || reading.decibels < -70;
  return reading !== undefined && reading.decibels > -60 && Math.abs(reading.hertz - hertz) <= 8;
}
