/** One step of the check: what it is about, where it stands, and what to do when it went wrong. */
import type { StepName } from '@sotto/core/check/checkStep';
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/Icon.tsx';
import { steps } from './checkState.ts';
import { stepToAdvice, stepToStatus, stepToTitle } from './checkWords.ts';

const ICONS = { waiting: 'clock', running: 'clock', ok: 'check', problem: 'warning' } as const;

interface CheckStepProps {
  readonly name: StepName;
  /** What a person can do here. */
  readonly children?: ComponentChildren;
}

/** The step; nothing when it is not offered here. */
export function CheckStep({ name, children }: CheckStepProps) {
  const step = steps.value[name];
  if (step === undefined) return null;
  const advice = stepToAdvice(name, step);
  return (
    <li class={`check-step check-${step.state}`} data-step={name}>
      <span class="check-icon">
        <Icon name={ICONS[step.state]} class="icon-small" />
      </span>
      <span class="check-title">{stepToTitle(name)}</span>
      <span class="check-status">{stepToStatus(name, step)}</span>
      {advice === undefined ? null : <p class="note note-error check-advice">{advice}</p>}
      {children === undefined ? null : <div class="check-act">{children}</div>}
    </li>
  );
}
