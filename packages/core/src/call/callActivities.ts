/** Starts and stops between two states of a call, from the table of what runs in each (`callState.ts`). Pure. */
import type { CallEffect } from './callEffect.ts';
import { type Activity, type CallState, type CallTimer, stateToActivities } from './callState.ts';

/** The effects that lead from what ran before to what runs after. Stops come first. */
export function activityChanges(before: CallState, after: CallState): readonly CallEffect[] {
  const old = stateToActivities(before);
  const next = stateToActivities(after);
  const stopped = old
    .filter(activity => !next.includes(activity))
    .map(activity => toEffect(activity, 'stop'));
  const started = next
    .filter(activity => !old.includes(activity))
    .map(activity => toEffect(activity, 'start'));
  return [...stopped, ...started];
}

const EFFECTS: Readonly<Record<Exclude<Activity, CallTimer>, { start: CallEffect; stop: CallEffect }>> = {
  peer: { start: { kind: 'openPeer' }, stop: { kind: 'closePeer' } },
  capture: { start: { kind: 'startCapture' }, stop: { kind: 'stopCapture' } },
  ringTone: { start: { kind: 'startRingTone' }, stop: { kind: 'stopRingTone' } },
  ringBack: { start: { kind: 'startRingBack' }, stop: { kind: 'stopRingBack' } },
  will: { start: { kind: 'setWill' }, stop: { kind: 'clearWill' } },
};

function toEffect(activity: Activity, change: 'start' | 'stop'): CallEffect {
  if (activity in EFFECTS) return EFFECTS[activity as keyof typeof EFFECTS][change];
  return { kind: change === 'start' ? 'startTimer' : 'stopTimer', timer: activity as CallTimer };
}
