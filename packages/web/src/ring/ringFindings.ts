/** Whether this device can ring: what was found, in the order in which a person reads it. */
import type { SoundOutcome } from './preview.ts';

/** Everything that ringing depends on here. */
export interface RingFacts {
  /** What became of the ringtone just now; undefined while that is not known. */
  readonly sound: SoundOutcome | undefined;
  /** The person's answer to whether it was heard. */
  readonly isHeard: boolean | undefined;
  /** 0 to 100. */
  readonly volume: number;
  /** Whether the browser knows of an audio output. */
  readonly output: 'found' | 'missing' | 'unknown';
  /** Runs in a window of its own, in which browsers let it ring at once. */
  readonly isInstalled: boolean;
  /** What became of it just now; undefined while that is not known. */
  readonly vibration: 'felt' | 'refused' | 'off' | 'none' | undefined;
  readonly silence: 'now' | 'later' | 'off';
  /** How many contacts' ringing is muted. */
  readonly mutedContacts: number;
  readonly notifications: NotificationPermission | 'none';
  readonly isPhone: boolean;
}

/** What can be done about a finding right here. */
export type RingAction = 'answer' | 'vibrate' | 'endSilence' | 'allowNotifications';

/** `good`; `note`: so be it; `limit`: it rings, but not always; `problem`: it does not ring aloud. */
type RingState = 'good' | 'note' | 'limit' | 'problem';

interface Shape<Topic extends string, Code extends string> {
  readonly topic: Topic;
  readonly code: Code;
  readonly state: RingState;
  readonly action?: RingAction;
}

/** One thing that was found. */
export type RingFinding =
  | Shape<'sound', 'played' | 'heard' | 'notHeard' | 'blocked' | 'failed' | 'volumeZero'>
  | Shape<'output', RingFacts['output']>
  | Shape<'opened', 'atOnce' | 'afterTouch'>
  | Shape<'vibration', Exclude<RingFacts['vibration'], undefined>>
  | Shape<'silentHours', RingFacts['silence']>
  | Shape<'muted', 'none' | 'some'>
  | Shape<'notifications', RingFacts['notifications']>
  | Shape<'closed', 'computer' | 'phone'>;

/** The findings. What is not known yet is left out. */
export function factsToFindings(facts: RingFacts): readonly RingFinding[] {
  const { isHeard, isInstalled, mutedContacts, isPhone } = facts;
  // Some outputs are known to the system only.
  const output = isHeard ? 'found' : facts.output;
  const findings: readonly (RingFinding | undefined)[] = [
    toSound(facts),
    { topic: 'output', code: output, state: OUTPUT_STATES[output] },
    isInstalled
      ? { topic: 'opened', code: 'atOnce', state: 'good' }
      : { topic: 'opened', code: 'afterTouch', state: 'limit' },
    toVibration(facts),
    toSilence(facts),
    mutedContacts === 0
      ? { topic: 'muted', code: 'none', state: 'good' }
      : { topic: 'muted', code: 'some', state: 'limit' },
    toNotifications(facts),
    { topic: 'closed', code: isPhone ? 'phone' : 'computer', state: 'limit' },
  ];
  return findings.filter(finding => finding !== undefined);
}

/** `ringing`: not known yet. `silent`: it could, but these are silent hours. */
export type RingVerdict = 'ringing' | 'rings' | 'silent' | 'problem';

/** All of it in a word. */
export function factsToVerdict(facts: RingFacts): RingVerdict {
  const isProblem = factsToFindings(facts).some(({ state }) => state === 'problem');
  if (isProblem) return 'problem';
  if (facts.sound === undefined) return 'ringing';
  return facts.silence === 'now' ? 'silent' : 'rings';
}

const OUTPUT_STATES = { found: 'good', missing: 'problem', unknown: 'note' } as const;
const VIBRATION_STATES = { felt: 'good', refused: 'limit', none: 'note' } as const;

function toSound({ sound, isHeard, volume }: RingFacts): RingFinding | undefined {
  if (volume === 0) return { topic: 'sound', code: 'volumeZero', state: 'problem' };
  if (sound === undefined) return undefined;
  if (sound !== 'played') return { topic: 'sound', code: sound, state: 'problem' };
  if (isHeard === undefined) return { topic: 'sound', code: 'played', state: 'good', action: 'answer' };
  return isHeard
    ? { topic: 'sound', code: 'heard', state: 'good' }
    : { topic: 'sound', code: 'notHeard', state: 'problem' };
}

function toVibration({ vibration }: RingFacts): RingFinding | undefined {
  if (vibration === undefined) return undefined;
  if (vibration === 'off') return { topic: 'vibration', code: 'off', state: 'limit', action: 'vibrate' };
  return { topic: 'vibration', code: vibration, state: VIBRATION_STATES[vibration] };
}

function toSilence({ silence }: RingFacts): RingFinding {
  if (silence === 'now') return { topic: 'silentHours', code: 'now', state: 'limit', action: 'endSilence' };
  return { topic: 'silentHours', code: silence, state: silence === 'off' ? 'good' : 'note' };
}

function toNotifications({ notifications }: RingFacts): RingFinding {
  if (notifications === 'default')
    return { topic: 'notifications', code: 'default', state: 'limit', action: 'allowNotifications' };
  const state = notifications === 'granted' ? 'good' : 'limit';
  return { topic: 'notifications', code: notifications, state };
}
