/** The check page's steps as they go: started by `runCheck`, devices by their buttons, everything ended by `endCheck`. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DeviceStep, Steps } from '@sotto/core/check/checkStep';
import { startServerCheck } from '@sotto/core/check/serverCheck';
import { browserClock, browserRandom } from '../platform/browserClock.ts';
import { browserIceTester } from '../platform/browserIceTester.ts';
import {
  type CheckedCamera,
  type CheckedMicrophone,
  openCamera,
  openMicrophone,
  playTestTone,
} from '../platform/checkDevices.ts';
import { createConsoleLog } from '../platform/consoleLog.ts';
import { canEncryptFrames } from '../platform/mediaWorker.ts';
import { createWebSocketPort } from '../platform/webSocketPort.ts';
import { userAgentToName } from './browserName.ts';

const WAITING = { state: 'waiting' } as const;
const FRESH: Steps = {
  browser: WAITING,
  encryption: WAITING,
  server: WAITING,
  clock: WAITING,
  relayUdp: WAITING,
  relayTcp: WAITING,
  relayTls: undefined,
  camera: WAITING,
  microphone: WAITING,
  speaker: WAITING,
};
/** So long nobody may have said anything. */
const SILENCE_LIMIT_MS = 8000;
/** Quieter is a device's own noise. */
const HEARD_LEVEL = 0.35;

const currentSteps = signal<Steps>(FRESH);
const openCameraSignal = signal<CheckedCamera | undefined>(undefined);
const openMicrophoneSignal = signal<CheckedMicrophone | undefined>(undefined);
let endServerCheck = () => {};
/** Counts runs, so that a device that opens late belongs to its own run. */
let run = 0;

/** The steps now. */
export const steps: ReadonlySignal<Steps> = currentSteps;
/** The camera while its picture is shown. */
export const camera: ReadonlySignal<CheckedCamera | undefined> = openCameraSignal;
/** The microphone while its loudness is shown. */
export const microphone: ReadonlySignal<CheckedMicrophone | undefined> = openMicrophoneSignal;

/** Runs everything that opens no device; devices wait for their buttons again. */
export function runCheck(): void {
  endCheck();
  currentSteps.value = {
    ...FRESH,
    browser: { state: 'ok', text: userAgentToName(navigator.userAgent) ?? '?' },
    encryption:
      isSecureContext && canEncryptFrames() ? { state: 'ok' } : { state: 'problem', problem: 'noEncryption' },
  };
  const ports = {
    clock: browserClock,
    random: browserRandom,
    sockets: createWebSocketPort(),
    log: createConsoleLog(),
    iceTester: browserIceTester,
  };
  endServerCheck = startServerCheck(ports, (name, step) => set({ [name]: step }));
}

/** Ends what runs and lets go of all devices. */
export function endCheck(): void {
  run += 1;
  endServerCheck();
  stopCamera();
  stopMicrophone();
}

/** Opens the camera. In a person's click only. */
export async function startCamera(): Promise<void> {
  const mine = begin('camera');
  const opened = await openCamera();
  if (mine !== run) {
    if (opened.ok) opened.value.stop();
    return;
  }
  if (!opened.ok) return set({ camera: { state: 'problem', problem: opened.code } });
  openCameraSignal.value = opened.value;
  const { width, height } = opened.value;
  set({ camera: { state: 'ok', text: `${width} × ${height}` } });
}

/** Lets go of the camera. */
export function stopCamera(): void {
  openCameraSignal.value?.stop();
  openCameraSignal.value = undefined;
}

/** Opens the microphone and listens until something is heard. In a person's click only. */
export async function startMicrophone(): Promise<void> {
  const mine = begin('microphone');
  const opened = await openMicrophone();
  if (mine !== run) {
    if (opened.ok) opened.value.stop();
    return;
  }
  if (!opened.ok) return set({ microphone: { state: 'problem', problem: opened.code } });
  openMicrophoneSignal.value = opened.value;
  browserClock.after(SILENCE_LIMIT_MS, () => {
    if (mine === run && currentSteps.value.microphone?.state === 'running')
      set({ microphone: { state: 'problem', problem: 'silent' } });
  });
}

/** Says how loud it is now. */
export function noteLevel(level: number): void {
  if (level > HEARD_LEVEL && currentSteps.value.microphone?.state !== 'ok')
    set({ microphone: { state: 'ok' } });
}

/** Lets go of the microphone. */
export function stopMicrophone(): void {
  openMicrophoneSignal.value?.stop();
  openMicrophoneSignal.value = undefined;
  if (currentSteps.value.microphone?.state === 'running') set({ microphone: WAITING });
}

/** Plays a tone; only the person can say whether it was heard. */
export async function startTone(): Promise<void> {
  const mine = begin('speaker');
  const isPlayed = await playTestTone().then(
    () => true,
    () => false,
  );
  if (mine === run && !isPlayed) set({ speaker: { state: 'problem', problem: 'failed' } });
}

/** What the person says about the tone. */
export function noteTone(isHeard: boolean): void {
  set({ speaker: isHeard ? { state: 'ok' } : { state: 'problem', problem: 'notHeard' } });
}

function begin(name: DeviceStep): number {
  set({ [name]: { state: 'running' } });
  return run;
}

function set(changes: Partial<Steps>): void {
  currentSteps.value = { ...currentSteps.value, ...changes };
}
