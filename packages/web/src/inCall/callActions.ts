/** What buttons, keys and the system's own controls do in a call of any kind: one place, so that they always do the same. */
import type { CallView } from '@sotto/core/client/view';
import { perform } from '../problem.ts';

/** What calls between contacts and link calls have in common: this side of them. */
export type OwnSide = Pick<CallView, 'mine' | 'devices' | 'problems'>;

/** Mutes or unmutes. */
export function toggleMicrophone(call: OwnSide): void {
  setMicrophone(!call.mine.microphone);
}

/** Turns the microphone on or off. */
export function setMicrophone(on: boolean): void {
  void perform(commands => commands.setMicrophone(on));
}

/** Turns the camera on or off. */
export function toggleCamera(call: OwnSide): void {
  void perform(commands => commands.setCamera(!call.mine.camera));
}

/** Lets the person pick a screen, or stops sharing. */
export function toggleScreen(call: OwnSide): void {
  void perform(commands => commands.setScreen(!call.mine.screen));
}

/** Gives the call the whole screen, or takes it back. */
export function toggleFullScreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}
