/** Words for the steps of the check page, and the report: plain text that names no person, address or device. */
import type {
  DeviceStep,
  DeviceStepProblem,
  ServerStepProblem,
  Step,
  StepName,
  Steps,
} from '@sotto/core/check/checkStep';
import { languageKind, t } from '../locale/locale.ts';

type AnyStep = Step<ServerStepProblem | DeviceStepProblem | 'noEncryption'>;

/** The steps in the order of the page. */
export const STEP_NAMES: readonly StepName[] = [
  'browser',
  'encryption',
  'server',
  'clock',
  'relayUdp',
  'relayTcp',
  'relayTls',
  'camera',
  'microphone',
  'speaker',
];

const TITLES = {
  browser: 'check.browser',
  encryption: 'check.encryption',
  server: 'check.server',
  clock: 'check.clock',
  relayUdp: 'check.relayUdp',
  relayTcp: 'check.relayTcp',
  relayTls: 'check.relayTls',
  camera: 'check.camera',
  microphone: 'check.microphone',
  speaker: 'check.speaker',
} as const;
const STATES = {
  waiting: 'check.waiting',
  running: 'check.running',
  ok: 'check.ok',
  problem: 'check.problem',
} as const;

/** What a step is about. */
export function stepToTitle(name: StepName): string {
  return t(TITLES[name]);
}

/** Where it stands, with what was measured. */
export function stepToStatus(name: StepName, step: AnyStep): string {
  const detail = step.state === 'ok' ? toDetail(name, step) : undefined;
  return detail === undefined ? t(STATES[step.state]) : `${t(STATES[step.state])} · ${detail}`;
}

/** What is wrong and what to do about it; undefined while nothing is. */
export function stepToAdvice(name: StepName, step: AnyStep): string | undefined {
  if (step.state !== 'problem') return undefined;
  const { problem, ms } = step;
  if (isDeviceStep(name)) return toDeviceAdvice(name, problem as DeviceStepProblem);
  if (problem === 'clockOff') return t('check.clockOff', { minutes: String(Math.round((ms ?? 0) / 60_000)) });
  return t(ADVICE[problem as Exclude<ServerStepProblem, 'clockOff'> | 'noEncryption']);
}

/** The report, a line for each step. */
export function stepsToReport(steps: Steps, at: number): string {
  const lines = STEP_NAMES.flatMap(name => {
    const step = steps[name];
    if (step === undefined) return [];
    const code = step.state === 'problem' ? ` (${step.problem})` : '';
    return [`${stepToTitle(name)} – ${stepToStatus(name, step)}${code}`];
  });
  return [`${t('check.report')} – ${new Date(at).toISOString().slice(0, 16)}Z`, ...lines].join('\n');
}

function toDetail(name: StepName, { ms, text }: Extract<AnyStep, { state: 'ok' }>): string | undefined {
  if (text !== undefined) return text;
  if (ms === undefined) return undefined;
  if (name === 'clock') return t('check.clockDifference', { seconds: toTenths(ms / 1000) });
  return t('check.took', { ms: String(ms) });
}

function toTenths(seconds: number): string {
  return new Intl.NumberFormat(languageKind(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    seconds,
  );
}

const ADVICE = {
  noEncryption: 'check.noEncryption',
  noServer: 'check.noServer',
  needsServer: 'check.needsServer',
  noRelay: 'check.noRelay',
  noAnswer: 'check.relayNoAnswer',
  refused: 'check.relayRefused',
  full: 'check.relayFull',
  unsupported: 'check.relayUnsupported',
} as const;

function isDeviceStep(name: StepName): name is DeviceStep {
  return name === 'camera' || name === 'microphone' || name === 'speaker';
}

const DEVICE_ADVICE = {
  camera: {
    refused: 'device.cameraRefused',
    missing: 'device.cameraMissing',
    busy: 'device.cameraBusy',
    failed: 'device.cameraFailed',
  },
  microphone: {
    refused: 'device.microphoneRefused',
    missing: 'device.microphoneMissing',
    busy: 'device.microphoneBusy',
    failed: 'device.microphoneFailed',
  },
} as const;

function toDeviceAdvice(name: DeviceStep, problem: DeviceStepProblem): string {
  if (problem === 'silent') return t('check.silent');
  if (problem === 'notHeard' || name === 'speaker') return t('check.notHeard');
  return t(DEVICE_ADVICE[name][problem]);
}
