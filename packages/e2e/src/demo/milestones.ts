/** Moments of a call as the two screens show them, by the one clock of this machine. */
import type { Page } from 'puppeteer-core';

/** Milliseconds since 1970. */
export interface Moments {
  /** The screen says that the call runs. */
  readonly inCall: Promise<number>;
  /** The other side's first picture is on screen. */
  readonly firstPicture: Promise<number>;
}

/** Begins to look; to be called before the call is accepted. */
export function watchCall(page: Page): Moments {
  return { inCall: page.evaluate(waitForCall), firstPicture: page.evaluate(waitForPicture) };
}

/** Presses a button, and returns when. */
export async function pressNow(page: Page, label: string): Promise<number> {
  await page.waitForSelector(`button[aria-label="${label}"]`);
  return page.evaluate(name => {
    document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();
    return Date.now();
  }, label);
}

/** Runs in the page: what is spoken to screen readers names the stage. */
function waitForCall(): Promise<number> {
  return new Promise(resolve => {
    const look = () => {
      const spoken = document.querySelector('[aria-live=assertive]')?.textContent ?? '';
      if (!spoken.startsWith('In call')) return;
      observer.disconnect();
      resolve(Date.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** Runs in the page. */
function waitForPicture(): Promise<number> {
  return new Promise(resolve => {
    let watched: HTMLVideoElement | undefined;
    const look = () => {
      const video = document.querySelector<HTMLVideoElement>('video.call-picture');
      if (video === null || video === watched) return;
      watched = video;
      video.requestVideoFrameCallback(() => {
        observer.disconnect();
        resolve(Date.now());
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
    look();
  });
}
