/** The device around a page: its media keys, the locks that keep its screen on, and whether it is a phone. */
import type { Page } from 'puppeteer-core';
import type { Person } from './person.ts';

interface System {
  readonly mediaKeys: Readonly<Record<string, (() => void) | null>>;
  readonly locks: readonly WakeLockSentinel[];
}

/** Keeps what the page tells the system, so that stories can press the system's keys. Before the page is opened. */
export async function watchSystem(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const mediaKeys: Record<string, (() => void) | null> = {};
    const locks: WakeLockSentinel[] = [];
    Object.assign(globalThis, { mediaKeys, locks });
    const { mediaSession, wakeLock } = navigator;
    Object.assign(mediaSession, {
      setActionHandler: (key: string, handler: (() => void) | null) => {
        mediaKeys[key] = handler;
      },
    });
    if (wakeLock === undefined) return;
    const request = wakeLock.request.bind(wakeLock);
    wakeLock.request = async type => {
      const lock = await request(type);
      locks.push(lock);
      return lock;
    };
  });
}

/** A phone has a coarse pointer, no hovering, and a camera on its back. Before the page is opened. */
export async function makePhone(page: Page): Promise<void> {
  await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
  await page.evaluateOnNewDocument(() => {
    const devices = navigator.mediaDevices;
    if (devices === undefined) return;
    const enumerate = devices.enumerateDevices.bind(devices);
    devices.enumerateDevices = async () => {
      const found = await enumerate();
      const camera = found.find(({ kind }) => kind === 'videoinput');
      const back = { kind: 'videoinput', deviceId: 'back', groupId: '', label: 'Back camera' };
      return camera === undefined ? found : [...found, { ...back, toJSON: () => back } as MediaDeviceInfo];
    };
  });
}

/** Presses one of the system's media keys, by the name of its action. */
export function pressMediaKey({ page }: Person, key: string): Promise<void> {
  return page.evaluate(name => (globalThis as unknown as System).mediaKeys[name]?.(), key);
}

/** How many locks keep the screen on. */
export function awake({ page }: Person): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as System).locks.filter(lock => !lock.released).length);
}
