/**
 * Real Chromium processes for tests: one process, one profile directory and one pair of fake devices per person, so
 * that two people share nothing but the network.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@sotto/server/turn/findProgram';
import { type Browser, launch, type Page } from 'puppeteer-core';

/** What a test decides about one person's browser. */
export interface ChromiumOptions {
  /** A `.y4m` file that the camera shows, over and over; Chromium's own test picture without it. */
  readonly camera?: string;
  /** A `.wav` file that the microphone hears, over and over; Chromium's own beeps without it. */
  readonly microphone?: string;
  /** A profile to continue with, kept afterwards; a fresh one, removed at the end, without it. */
  readonly profile?: string;
  /** More command line switches. */
  readonly switches?: readonly string[];
  /** Whether there are devices at all; true without it. */
  readonly hasDevices?: boolean;
  /** A program that starts Chromium, such as one that puts it into another network; Chromium itself without it. */
  readonly starter?: string;
}

/** A running browser. */
export interface RunningBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** Its profile directory. */
  readonly profile: string;
  /** A new tab. */
  newPage(): Promise<Page>;
  /** Ends it at once, as a crash would. The profile stays until `close`. */
  kill(): Promise<void>;
  /** Ends it and removes a profile that was made for it. Harmless when repeated. */
  close(): Promise<void>;
}

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing of a browser's own traffic and nothing that asks: only what the page under test does remains. */
const QUIET_SWITCHES = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
];

/** The Chromium of this machine; `CHROMIUM` in the environment overrides the search. */
export function findChromium(): string {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const found = findBrowser(PROGRAMS);
  if (found === undefined) throw new Error('No Chromium found. Debian: apt-get install chromium');
  return found;
}

/** The first of these programs that is on this machine. */
export function findBrowser(names: readonly string[]): string | undefined {
  return names.map(name => findProgram(name)).find(found => found !== undefined);
}

/** Starts a browser without a window. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<RunningBrowser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'sotto-chromium-')));
  const browser = await launch({
    executablePath: options.starter ?? findChromium(),
    // The debugging port of another network cannot be reached from here.
    pipe: options.starter !== undefined,
    userDataDir: profile,
    args: [...QUIET_SWITCHES, ...rootSwitches(), ...deviceSwitches(options), ...(options.switches ?? [])],
  });
  return toRunningBrowser(browser, profile, options.profile !== undefined);
}

/** A browser that has been started, with its profile. */
export function toRunningBrowser(browser: Browser, profile: string, isProfileKept = false): RunningBrowser {
  const close = async () => {
    await browser.close().catch(() => {});
    // Its children may write a last time after their parent has gone.
    if (!isProfileKept) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    browser,
    profile,
    newPage: () => browser.newPage(),
    kill: () => killBrowser(browser),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Chromium's sandbox refuses to run for root, which test machines often are. */
function rootSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function deviceSwitches(options: ChromiumOptions): readonly string[] {
  if (options.hasDevices === false) return [];
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    ...(options.camera === undefined ? [] : [`--use-file-for-fake-video-capture=${options.camera}`]),
    ...(options.microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${options.microphone}`]),
  ];
}

/** Ends a browser at once, as a crash would. */
export async function killBrowser(browser: Browser): Promise<void> {
  const child = browser.process();
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
