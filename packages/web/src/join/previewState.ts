/**
 * Camera and microphone before the call: opened in a person's act only, shown to that person only, sent nowhere. What is
 * chosen here is what the call opens with.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DeviceProblem } from '@sotto/core/client/view';
import type { ChoiceKind, DeviceChoices, DeviceKind } from '@sotto/core/port/media';
import {
  type CheckedCamera,
  type CheckedMicrophone,
  openCamera,
  openMicrophone,
} from '../platform/checkDevices.ts';
import { pageDeviceMemory } from '../platform/deviceMemory.ts';

/** Devices to join with. */
export type Wanted = Readonly<Record<DeviceKind, boolean>>;

/** Nobody is seen without having said so; to be heard is what a call is for. */
const AT_FIRST: Wanted = { microphone: true, camera: false };

const currentWanted = signal<Wanted>(AT_FIRST);
const currentCamera = signal<CheckedCamera | undefined>(undefined);
const currentMicrophone = signal<CheckedMicrophone | undefined>(undefined);
const currentProblems = signal<Partial<Record<DeviceKind, DeviceProblem>>>({});
const currentChoices = signal<DeviceChoices | undefined>(undefined);
/** Counts previews, so that a device that opens late belongs to its own. */
let preview = 0;
let isFollowing = false;

/** What the call begins with. */
export const wanted: ReadonlySignal<Wanted> = currentWanted;
/** The camera while its picture is shown. */
export const camera: ReadonlySignal<CheckedCamera | undefined> = currentCamera;
/** The microphone while its loudness is shown. */
export const microphone: ReadonlySignal<CheckedMicrophone | undefined> = currentMicrophone;
/** What could not be opened. */
export const problems: ReadonlySignal<Partial<Record<DeviceKind, DeviceProblem>>> = currentProblems;
/** What there is to choose from; undefined before anything was opened. */
export const choices: ReadonlySignal<DeviceChoices | undefined> = currentChoices;

/** Opens what can be tried: the microphone and, for a video call, the camera. In a person's click only. */
export async function startPreview(hasCamera: boolean): Promise<void> {
  currentWanted.value = { microphone: true, camera: hasCamera };
  await Promise.all([listen(), hasCamera ? look() : undefined]);
}

/** Turns a device on or off for the call. In a person's click only. */
export async function turn(kind: DeviceKind, on: boolean): Promise<void> {
  currentWanted.value = { ...currentWanted.peek(), [kind]: on };
  if (!on) return stop(kind);
  // A camera is tried by being turned on; a microphone shows nothing of its own accord.
  if (kind === 'camera') await look();
  else if (currentCamera.peek() !== undefined || currentChoices.peek() !== undefined) await listen();
}

/** Uses another device, here and in the call; with undefined, what the system prefers. In a person's click only. */
export async function choose(kind: ChoiceKind, id: string | undefined): Promise<void> {
  pageDeviceMemory().choose(kind, id);
  if (kind === 'camera' && currentCamera.peek() !== undefined) await look();
  if (kind === 'microphone' && currentMicrophone.peek() !== undefined) await listen();
}

/** Lets go of everything; what is wanted stays. */
export function endPreview(): void {
  preview += 1;
  stop('camera');
  stop('microphone');
  currentProblems.value = {};
}

/** Forgets what was wanted for the link before. */
export function resetPreview(): void {
  endPreview();
  currentWanted.value = AT_FIRST;
}

async function look(): Promise<void> {
  const mine = preview;
  stop('camera');
  const opened = await openCamera(pageDeviceMemory().choices().camera.chosen);
  if (mine !== preview || !currentWanted.peek().camera) {
    if (opened.ok) opened.value.stop();
    return;
  }
  note('camera', opened.ok ? undefined : opened.code);
  if (opened.ok) currentCamera.value = opened.value;
}

async function listen(): Promise<void> {
  const mine = preview;
  stop('microphone');
  const opened = await openMicrophone(pageDeviceMemory().choices().microphone.chosen);
  if (mine !== preview || !currentWanted.peek().microphone) {
    if (opened.ok) opened.value.stop();
    return;
  }
  note('microphone', opened.ok ? undefined : opened.code);
  if (opened.ok) currentMicrophone.value = opened.value;
}

/** A device that cannot be had is not asked for again by *Join*. */
function note(kind: DeviceKind, problem: DeviceProblem | undefined): void {
  const { [kind]: _, ...others } = currentProblems.peek();
  currentProblems.value = problem === undefined ? others : { ...others, [kind]: problem };
  if (problem !== undefined) currentWanted.value = { ...currentWanted.peek(), [kind]: false };
  followChoices();
}

/** Names are known once a device was opened. */
function followChoices(): void {
  const memory = pageDeviceMemory();
  if (!isFollowing) {
    isFollowing = true;
    memory.onChange(() => {
      currentChoices.value = memory.choices();
    });
  }
  memory.refresh();
}

function stop(kind: DeviceKind): void {
  const open = kind === 'camera' ? currentCamera : currentMicrophone;
  open.peek()?.stop();
  open.value = undefined;
}
