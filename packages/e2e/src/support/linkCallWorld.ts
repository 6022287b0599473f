/**
 * People in a link call, each in a page of its own with nothing in common but the network, driven by the client's
 * commands: for stories about calls rather than screens. One Chromium, a real server with a real relay.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Commands } from '@sotto/core/client/command';
import type { ClientView } from '@sotto/core/client/view';
import type { JoinView } from '@sotto/core/link/linkView';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { SeatId } from '@sotto/protocol/ids';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { jsx } from '../../../web/build/shared.ts';
import { launchChromium } from './chromium.ts';
import { readCounter } from './counterVideo.ts';
import type { LinkCallHarness } from './linkCallPage/page.ts';
import { until } from './person.ts';
import { type RealServer, startRealServer } from './realServer.ts';

/** Somebody at a page. */
export interface LinkGuest {
  readonly page: Page;
  readonly name: string;
  /** Number of the camera. */
  readonly station: number;
  /** Carries out a command; throws when it is refused. */
  run<Name extends keyof Commands>(name: Name, ...parameters: Parameters<Commands[Name]>): Promise<unknown>;
  view(): Promise<ClientView>;
  call(): Promise<LinkCallView | undefined>;
  /** Opens the link on the join page and waits until it was read. */
  look(link: string): Promise<void>;
  /** Joins with sound and picture, and waits to be inside. */
  join(): Promise<void>;
  /** Joins likewise; resolves with the milliseconds from the command to the first picture of somebody else. */
  joinsAndSees(): Promise<number>;
  /** Waits until the link on the join page is as wanted. */
  waitsForJoin(wanted: (join: JoinView | undefined) => boolean): Promise<void>;
  /** Waits until the moving pictures of exactly these cameras are here. */
  sees(...stations: readonly number[]): Promise<void>;
  /** Looks at these people's pictures only, so high. */
  watch(heights: Readonly<Record<string, number>>): Promise<void>;
  /** Waits until the call is as wanted. */
  waits(wanted: (call: LinkCallView | undefined) => boolean): Promise<void>;
  /** Loads the page again. */
  reload(): Promise<void>;
  /** The page is gone. */
  close(): Promise<void>;
}

/** The world. */
export interface LinkCallWorld extends AsyncDisposable {
  readonly server: RealServer;
  /** Opens a page that knows nothing yet; `prepare` does something to it before. */
  arrive(name: string, prepare?: (page: Page) => Promise<void>): Promise<LinkGuest>;
  /** Makes a link, and returns it. */
  makeLink(host: LinkGuest, ...choices: Parameters<Commands['createLink']>): Promise<string>;
}

const PATIENCE_MS = 60_000;
/** What the pages are: a client without screens, or the whole app. */
export type LinkCallPages = 'linkCallPage' | 'linkCallScreens';

type Environment = Readonly<Record<string, string>>;

/** Starts browser and server: inside this process unless `start` does otherwise. */
export async function createLinkCallWorld(
  environment: Environment = {},
  pages: LinkCallPages = 'linkCallPage',
  start = (all: Environment): Promise<RealServer> => startRealServer({ environment: all }),
): Promise<LinkCallWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-link-call-'));
  await bundleLinkCallPages(directory, pages);
  const server = await start({ ...environment, SOTTO_WEB_DIR: directory });
  const browser = await launchChromium({
    switches: ['--autoplay-policy=no-user-gesture-required', '--disable-renderer-backgrounding'],
  });
  let stations = 0;
  return {
    server,
    arrive: async (name, prepare) => {
      stations += 1;
      const number = stations * 11;
      const context = await browser.browser.createBrowserContext();
      const page = await context.newPage();
      await prepare?.(page);
      return openGuest(page, server.origin, name, number);
    },
    makeLink: async (host, ...choices) => {
      const made = (await host.run('createLink', ...choices)) as { readonly link: string };
      return made.link;
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Opens a page of such a bundle, and waits until it is connected. */
export async function openGuest(
  page: Page,
  origin: string,
  name: string,
  station: number,
): Promise<LinkGuest> {
  const guest = createGuest(page, name, station);
  await page.goto(`${origin}/?station=${guest.station}`);
  await guestIsReady(page);
  return guest;
}

/** Writes the pages to where a server takes its app from. */
export async function bundleLinkCallPages(directory: string, pages: LinkCallPages): Promise<void> {
  const root = fileURLToPath(new URL(pages, import.meta.url));
  const output = { outDir: directory, emptyOutDir: true, target: 'esnext' as const };
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx },
    worker: { format: 'es' },
    build: output,
  });
}

interface HarnessScope {
  readonly harness: LinkCallHarness;
}

async function guestIsReady(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (globalThis as unknown as Partial<HarnessScope>).harness?.view().connection === 'connected',
    { polling: 50, timeout: PATIENCE_MS },
  );
}

function createGuest(page: Page, name: string, station: number): LinkGuest {
  page.setDefaultTimeout(PATIENCE_MS);
  const view = () =>
    page.evaluate(() => (globalThis as unknown as HarnessScope).harness.view()) as Promise<ClientView>;
  const call = () =>
    page.evaluate(() => (globalThis as unknown as HarnessScope).harness.view().linkCall) as Promise<
      LinkCallView | undefined
    >;
  const run: LinkGuest['run'] = async (command, ...parameters) => {
    const outcome = await page.evaluate(
      (each, given) => {
        const { commands } = (globalThis as unknown as HarnessScope).harness;
        const carryOut = commands[each as 'joinLink'] as (...values: readonly unknown[]) => Promise<unknown>;
        // Nothing at all travels as null.
        return carryOut(...given.map(value => value ?? undefined));
      },
      command as string,
      parameters as unknown[],
    );
    const { ok, code, value } = outcome as { ok: boolean; code?: string; value?: unknown };
    if (!ok) throw new Error(`${name}: ${command} was refused: ${code}`);
    return value;
  };
  const waits: LinkGuest['waits'] = wanted =>
    until(
      async () => wanted(await call()),
      async () => `${name}: ${JSON.stringify(await call())}`,
    );
  return {
    ...{ page, name, station, view, call, run, waits },
    look: async link => {
      await run('openLink', link);
    },
    join: async () => {
      await run('joinLink', { name, devices: { microphone: true, camera: true } });
      await waits(now => now?.stage === 'inside');
    },
    joinsAndSees: () =>
      page.evaluate(async own => {
        const { commands, firstPicture } = (globalThis as unknown as HarnessScope).harness;
        const began = performance.now();
        await commands.joinLink({ name: own, devices: { microphone: true, camera: true } });
        for (;;) {
          const at = firstPicture();
          if (at !== undefined) return at - began;
          await new Promise(resolve => setTimeout(resolve, 5));
        }
      }, name),
    waitsForJoin: wanted =>
      until(
        async () => wanted((await view()).join),
        async () => `${name}: ${JSON.stringify((await view()).join)}`,
      ),
    sees: (...stations) =>
      until(
        async () => isSame(await readStations(page), stations),
        async () =>
          `${name} sees ${await readStations(page)} instead of ${stations}: ${JSON.stringify(await call())}`,
      ),
    watch: async heights => {
      const people = (await call())?.people ?? [];
      const entries = people.flatMap(each =>
        heights[each.name] === undefined ? [] : [[each.seat, heights[each.name]]],
      );
      await page.evaluate(given => {
        const { commands } = (globalThis as unknown as HarnessScope).harness;
        return commands.watchPeople(new Map(given as [SeatId, number][]));
      }, entries);
    },
    reload: async () => {
      await page.reload();
    },
    close: () => page.close(),
  };
}

/** The cameras whose pictures move, in order. */
async function readStations(page: Page): Promise<readonly number[]> {
  const [before, after] = [await readCounters(page), await readCounters(page)];
  const moving = after.filter(
    ({ station, counter }) => before.find(each => each.station === station)?.counter !== counter,
  );
  return moving.map(({ station }) => station).sort((a, b) => a - b);
}

async function readCounters(page: Page) {
  const readings = [];
  for (const video of await page.$$('video')) {
    const reading = await video.evaluate(readCounter);
    if (reading !== undefined) readings.push(reading);
  }
  // Long enough for another picture.
  await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 400)));
  return readings;
}

function isSame(found: readonly number[], wanted: readonly number[]): boolean {
  return JSON.stringify(found) === JSON.stringify([...wanted].sort((a, b) => a - b));
}
