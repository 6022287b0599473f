/** What of ringing this browser can do. */
import type { RingFacts } from '../ring/ringFindings.ts';
import { isPhone } from './isPhone.ts';
import { canVibrate, VIBRATION_ROUND } from './ringVibration.ts';

/** Windows of an installed app may sound before they are touched. */
const APP_WINDOW = ['standalone', 'minimal-ui', 'window-controls-overlay']
  .map(mode => `(display-mode: ${mode})`)
  .join(', ');

/** What does not depend on settings. */
export type RingAbility = Pick<RingFacts, 'output' | 'isInstalled' | 'notifications' | 'isPhone'>;

/** Looks at the device; nothing is opened and nobody is asked. */
export async function readRingAbility(): Promise<RingAbility> {
  return {
    output: await findOutput(),
    isInstalled: matchMedia(APP_WINDOW).matches,
    notifications: 'Notification' in globalThis ? Notification.permission : 'none',
    isPhone: isPhone(),
  };
}

/** Asks whether notifications may be shown; must run in a person's click. */
export async function allowNotifications(): Promise<NotificationPermission> {
  return Notification.requestPermission();
}

/** One round of vibration. `none`: this device cannot. */
export function vibrateOnce(): 'felt' | 'refused' | 'none' {
  if (!canVibrate()) return 'none';
  return navigator.vibrate([...VIBRATION_ROUND]) ? 'felt' : 'refused';
}

/** Ends it early. */
export function endVibration(): void {
  if (canVibrate()) navigator.vibrate(0);
}

/** Browsers that let nobody choose an output do not list any either. */
async function findOutput(): Promise<RingFacts['output']> {
  if (!('setSinkId' in HTMLMediaElement.prototype)) return 'unknown';
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (devices.some(({ kind }) => kind === 'audiooutput')) return 'found';
    // Firefox lists outputs once a microphone was opened, and nothing at all where it hides devices.
    return 'userAgentData' in navigator ? 'missing' : 'unknown';
  } catch {
    return 'unknown';
  }
}
