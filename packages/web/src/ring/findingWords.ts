/** The findings of the ringing test in words. */
import { plural, t } from '../locale/locale.ts';
import type { RingAction, RingFacts, RingFinding, RingVerdict } from './ringFindings.ts';
import { silenceToText } from './silenceWords.ts';

/** What all of it comes to. */
export const VERDICT_KEYS = {
  ringing: 'ring.verdictRinging',
  rings: 'ring.verdictRings',
  silent: 'ring.verdictSilent',
  problem: 'ring.verdictProblem',
} as const satisfies Record<RingVerdict, `ring.${string}`>;

/** The heading of each topic. */
export const TOPIC_KEYS = {
  sound: 'ring.sound',
  output: 'ring.output',
  opened: 'ring.opened',
  vibration: 'ring.vibration',
  silentHours: 'ring.silentHours',
  muted: 'ring.muted',
  notifications: 'ring.notifications',
  closed: 'ring.closed',
} as const satisfies Record<RingFinding['topic'], `ring.${string}`>;

/** The button of each next step that is one press. */
export const ACTION_KEYS = {
  vibrate: 'ring.switchOn',
  endSilence: 'ring.endSilence',
  allowNotifications: 'ring.allowNotifications',
} as const satisfies Record<Exclude<RingAction, 'answer'>, `ring.${string}`>;

const sound = {
  played: 'ring.soundPlayed',
  heard: 'ring.soundHeard',
  notHeard: 'ring.soundNotHeard',
  blocked: 'ring.soundBlocked',
  failed: 'ring.soundFailed',
  volumeZero: 'ring.soundVolumeZero',
} as const;
const output = {
  found: 'ring.outputFound',
  missing: 'ring.outputMissing',
  unknown: 'ring.outputUnknown',
} as const;
const opened = { atOnce: 'ring.openedAtOnce', afterTouch: 'ring.openedAfterTouch' } as const;
const vibration = {
  felt: 'ring.vibrationFelt',
  refused: 'ring.vibrationRefused',
  off: 'ring.vibrationOff',
  none: 'ring.vibrationNone',
} as const;
const notifications = {
  granted: 'ring.notificationsGranted',
  default: 'ring.notificationsDefault',
  denied: 'ring.notificationsDenied',
  none: 'ring.notificationsNone',
} as const;
const closed = { computer: 'ring.closedComputer', phone: 'ring.closedPhone' } as const;

/** What was found, and what to do about it. */
export function findingToText(finding: RingFinding, { mutedContacts }: RingFacts): string {
  switch (finding.topic) {
    case 'sound':
      return t(sound[finding.code]);
    case 'output':
      return t(output[finding.code]);
    case 'opened':
      return t(opened[finding.code]);
    case 'vibration':
      return t(vibration[finding.code]);
    case 'silentHours':
      return silenceToText(finding.code);
    case 'muted':
      return mutedContacts === 0 ? t('ring.mutedNone') : plural('ring.mutedSome', mutedContacts);
    case 'notifications':
      return t(notifications[finding.code]);
    case 'closed':
      return t(closed[finding.code]);
  }
}
