/** Which words belong to a device that could not be had. Pure tables; sentences are in the locale files. */
import type { DeviceProblem } from '@sotto/core/client/view';
import type { TextKey } from '../locale/locale.ts';

/** What is wrong with a microphone, and the way out. */
export const microphoneKeys = {
  refused: 'device.microphoneRefused',
  missing: 'device.microphoneMissing',
  busy: 'device.microphoneBusy',
  failed: 'device.microphoneFailed',
} as const satisfies Record<DeviceProblem, TextKey>;

/** What is wrong with a camera, and the way out. */
export const cameraKeys = {
  refused: 'device.cameraRefused',
  missing: 'device.cameraMissing',
  busy: 'device.cameraBusy',
  failed: 'device.cameraFailed',
} as const satisfies Record<DeviceProblem, TextKey>;
