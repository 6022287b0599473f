/** Switches an effect on the own sound or picture, in a running call at once: the device is opened anew with it. */
import type { DeviceKind } from '@sotto/core/port/media';
import { perform } from '../problem.ts';
import { call, effects } from '../session.ts';

/** Must run in a person's act. */
export function changeEffect(device: DeviceKind, on: boolean): void {
  effects.peek()?.set(device, on);
  const devices = call.peek()?.devices;
  if (devices !== undefined)
    void perform(commands => commands.chooseDevice(device, devices.choices[device].chosen));
}
