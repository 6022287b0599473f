/** Two people, each with a browser of their own, at one real server with a real relay: what most stories begin with. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium, type RunningBrowser } from './chromium.ts';
import { writeCounterVideo } from './counterVideo.ts';
import { findByWords, launchFirefox } from './firefox.ts';
import { createMovableClock, type MovableClock } from './movableClock.ts';
import { giveClock, movePageClock } from './pageClock.ts';
import { readBusyPeers, recordPeers } from './peerRecorder.ts';
import { createPerson, type Person } from './person.ts';
import { type RealServer, startRealServer } from './realServer.ts';
import { startTcpTap, type TcpTap } from './tcpTap.ts';
import { writeToneAudio } from './toneAudio.ts';

/** Who somebody is. */
export interface Character {
  readonly name: string;
  /** Number of the camera. */
  readonly station: number;
  /** Frequency of the microphone. */
  readonly hertz: number;
}

/** The one who invites. */
export const ADA: Character = { name: 'Ada', station: 21, hertz: 600 };
/** The one who is invited. */
export const BEN: Character = { name: 'Ben', station: 42, hertz: 1000 };

/** Somebody else. */
export const CLEO: Character = { name: 'Cleo', station: 63, hertz: 1500 };

/** What a story decides. */
export interface WorldOptions {
  /** Where the people go; a server of the world's own, inside this process and with a movable clock, without it. */
  readonly origin?: string;
  /** More environment variables for the world's own server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Other people than Ada and Ben. */
  readonly people?: readonly [Character, Character];
  /** Who has neither camera nor microphone. */
  readonly withoutDevices?: readonly Character[];
  /** Who uses Firefox, with its own fake devices, and where that is. */
  readonly firefox?: { readonly person: Character; readonly program: string };
  /** Whether the way to the world's own server leads through a tap. */
  readonly hasTap?: boolean;
  /** Whether the pages' clocks can be moved, too. */
  readonly hasPageClocks?: boolean;
  /** Called with each person's page before it is opened. */
  readonly prepare?: (person: Person, character: Character) => Promise<void>;
}

/** Two people. They know each other once `meet` has resolved. */
export interface World extends AsyncDisposable {
  readonly origin: string;
  /** The world's own server. */
  readonly server: RealServer | undefined;
  /** In front of the world's own server. */
  readonly tap: TcpTap | undefined;
  readonly ada: Person;
  readonly ben: Person;
  /** Ada invites, Ben accepts; both have each other's conversation open. */
  meet(): Promise<void>;
  /** One more person, who accepts an invitation of this one and has that conversation open. */
  join(character: Character, host: Person): Promise<Person>;
  /** Lets time pass for everybody, in steps between which requests are answered and connections described. */
  passTime(ms: number, step?: number): Promise<void>;
  /** Ends a person's browser at once. */
  kill(person: Person): Promise<void>;
  /** Starts a killed browser again on the same profile and opens the app. */
  revive(character: Character): Promise<Person>;
  /** Opens the app in one more browser, which knows nothing yet. */
  arrive(character: Character): Promise<Person>;
}

/** Shorter than the product's patience with an answer of the server. */
const STEP_MS = 5000;
/** Longer than a browser asks a relay that does not answer. What comes of it is for the story to judge. */
const PACE_MS = 12_000;

/** Starts server and browsers; both people have gone through the first run. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-world-'));
  const clock = createMovableClock();
  const server = options.origin === undefined ? await startOwnServer(options, clock) : undefined;
  const tap = options.hasTap && server ? await startTcpTap(Number(new URL(server.origin).port)) : undefined;
  const origin =
    options.origin ?? (tap === undefined ? server?.origin : `http://localhost:${tap.port}`) ?? '';
  const browsers = new Map<Person, RunningBrowser>();

  async function open(character: Character): Promise<Person> {
    const browser = await launchFor(character, directory, options);
    const isInFirefox = options.firefox?.person === character;
    const person = createPerson(await browser.newPage(), isInFirefox ? findByWords : undefined);
    browsers.set(person, browser);
    await recordPeers(person.page);
    if (options.hasPageClocks) await giveClock(person.page);
    await options.prepare?.(person, character);
    return person;
  }

  const close = async () => {
    for (const browser of browsers.values()) await browser.close();
    await tap?.[Symbol.asyncDispose]();
    await server?.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [first, second] = options.people ?? [ADA, BEN];
    const [ada, ben] = await Promise.all([open(first), open(second)]);
    await Promise.all([ada.begin(origin, first.name), ben.begin(origin, second.name)]);
    return {
      origin,
      server,
      tap,
      ada,
      ben,
      meet: async () => {
        await ben.accept(await ada.invite());
        await Promise.all([ada.open(second.name), ben.seesNoMore('has not been here')]);
      },
      join: async (character, host) => {
        const guest = await open(character);
        await guest.begin(origin, character.name);
        await guest.accept(await host.invite());
        await guest.seesNoMore('has not been here');
        return guest;
      },
      passTime: async (ms, step = STEP_MS) => {
        const people = options.hasPageClocks ? [...browsers.keys()] : [];
        for (let left = ms; left > 0; left -= step) await takeStep(Math.min(step, left), clock, people);
      },
      kill: async person => {
        await browsers.get(person)?.kill();
        browsers.delete(person);
      },
      revive: async character => {
        const person = await open(character);
        await person.visit(origin);
        await person.isReady();
        return person;
      },
      arrive: async character => {
        const person = await open(character);
        await person.visit(origin);
        return person;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startOwnServer(options: WorldOptions, clock: MovableClock): Promise<RealServer> {
  return startRealServer({ clock, ...(options.environment && { environment: options.environment }) });
}

async function launchFor(
  character: Character,
  directory: string,
  options: WorldOptions,
): Promise<RunningBrowser> {
  const { firefox } = options;
  if (firefox?.person === character) return launchFirefox(firefox.program);
  return launchChromium(await devicesOf(character, directory, options));
}

async function devicesOf(character: Character, directory: string, { withoutDevices = [] }: WorldOptions) {
  // Not the name: without a locale Chromium shows nothing from a profile whose path is not ASCII.
  const profile = join(directory, `profile-${character.station}`);
  if (withoutDevices.includes(character)) return { profile, hasDevices: false };
  return {
    profile,
    camera: await writeCounterVideo(directory, character.station),
    microphone: await writeToneAudio(directory, character.hertz),
  };
}

/** Simulated time must not outrun what really happens: requests on their way, connections being described. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    fetch('/healthz')
      .then(answer => answer.text())
      .catch(() => ''),
  );
  const end = performance.now() + PACE_MS;
  for (let busy = await readBusyPeers(page); busy.length > 0; busy = await readBusyPeers(page)) {
    if (performance.now() > end)
      return console.error(`Time goes on though connections are ${busy.join(', ')}.`);
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}

/** @param people - those whose pages have movable clocks. */
async function takeStep(ms: number, clock: MovableClock, people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(({ page }) => movePageClock(page, ms)));
  clock.advance(ms);
  await Promise.all(people.map(({ page }) => settle(page)));
}
