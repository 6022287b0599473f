/** What a person does with the devices of a running call, whichever kind of call it is (spec/call.md, "Devices"). */
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ChoiceKind } from '../port/media.ts';
import type { LocalMedia } from './localMedia.ts';

type Outcome = Result<void, 'noSuchCall'>;

/** The commands. */
export interface DeviceCommands {
  setMicrophone(on: boolean): Outcome;
  setCamera(on: boolean): Outcome;
  /** Lets the person pick a screen to share, or shares none any more. Must run in a person's act. */
  setScreen(on: boolean): Outcome;
  /** Uses this device from now on; with undefined, what the system prefers. Must run in a person's act. */
  chooseDevice(kind: ChoiceKind, id: string | undefined): Outcome;
  /** Uses the camera on the other side of a phone. Must run in a person's act. */
  flipCamera(): Outcome;
}

/** The commands over the devices while `isInCall`. */
export function createDeviceCommands(devices: LocalMedia, isInCall: () => boolean): DeviceCommands {
  const act = (action: () => void): Outcome => {
    if (!isInCall()) return failure('noSuchCall');
    action();
    return success(undefined);
  };
  return {
    setMicrophone: on => act(() => devices.set('microphone', on)),
    setCamera: on => act(() => devices.set('camera', on)),
    setScreen: on => act(() => devices.share(on)),
    chooseDevice: (kind, id) => act(() => devices.choose(kind, id)),
    flipCamera: () => act(() => devices.flip()),
  };
}
