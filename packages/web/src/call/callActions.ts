/** What buttons, keys and the system's own controls do in a call: one place, so that they always do the same. */
import type { CallView } from '@sotto/core/client/view';
import { perform } from '../problem.ts';

/** Mutes or unmutes. */
export function toggleMicrophone(call: CallView): void {
  setMicrophone(!call.mine.microphone);
}

/** Turns the microphone on or off. */
export function setMicrophone(on: boolean): void {
  void perform(commands => commands.setMicrophone(on));
}

/** Turns the camera on or off. */
export function toggleCamera(call: CallView): void {
  void perform(commands => commands.setCamera(!call.mine.camera));
}

/** Lets the person pick a screen, or stops sharing. */
export function toggleScreen(call: CallView): void {
  void perform(commands => commands.setScreen(!call.mine.screen));
}

/** Holds the call or takes it up again. */
export function toggleHold(call: CallView): void {
  void perform(commands => (call.mine.held ? commands.resumeCall(call.callId) : commands.holdCall()));
}

/** Ends the call on screen. */
export function hangUp(): void {
  void perform(commands => commands.endCall());
}

/** Gives the call the whole screen, or takes it back. */
export function toggleFullScreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}
