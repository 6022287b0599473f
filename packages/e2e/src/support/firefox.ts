/** Real Firefox processes for tests, driven by WebDriver BiDi, each with a profile of its own and fake devices. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElementHandle, launch, type Page } from 'puppeteer-core';
import { findBrowser, type RunningBrowser, toRunningBrowser } from './chromium.ts';
import type { ControlRole } from './person.ts';

/** What its fake microphone hears all the time, Hz. */
export const FIREFOX_HERTZ = 1000;

/** The Firefox of this machine; `FIREFOX` in the environment overrides the search. */
export function findFirefox(): string | undefined {
  const named = process.env['FIREFOX'];
  return named !== undefined && named !== '' ? named : findBrowser(['firefox-esr', 'firefox']);
}

/** Starts the browser without a window. */
export async function launchFirefox(program: string): Promise<RunningBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sotto-firefox-'));
  const browser = await launch({
    browser: 'firefox',
    executablePath: program,
    userDataDir: profile,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.audio.fake_frequency': FIREFOX_HERTZ,
      'media.navigator.permission.disabled': true,
      // The relay of the test is on this machine, and nobody clicks before sound is played.
      'media.peerconnection.ice.loopback': true,
      'media.autoplay.default': 0,
    },
  });
  return toRunningBrowser(browser, profile);
}

/**
 * Waits for a control by its label or its words. Asking Firefox for accessible names would keep the page from doing
 * anything else for ten seconds and more.
 */
export async function findByWords(
  page: Page,
  role: ControlRole,
  name: string,
): Promise<ElementHandle | null> {
  const found = await page.waitForFunction(lookForWords, { polling: 50 }, role, name);
  return found.asElement() as ElementHandle | null;
}

/** Runs in the page and refers to nothing outside itself. */
function lookForWords(role: string, name: string): Element | undefined {
  const selectors: Readonly<Record<string, string>> = { button: 'button', textbox: 'input, textarea' };
  const candidates = document.querySelectorAll<HTMLElement>(selectors[role] ?? `[role="${role}"]`);
  const nameOf = (element: HTMLElement) =>
    element.getAttribute('aria-label') ??
    (element as Partial<HTMLInputElement>).labels?.[0]?.innerText ??
    element.innerText;
  return [...candidates].find(
    element =>
      element.checkVisibility() && element.closest('[inert]') === null && nameOf(element).trim() === name,
  );
}
