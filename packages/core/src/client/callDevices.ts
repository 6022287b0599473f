/** The devices of whichever call has them: with a contact, or behind a link. */
import type { CallEngine } from '../call/callNeeds.ts';
import type { DeviceCommands } from '../call/deviceCommands.ts';
import type { LinkCalls } from '../linkCall/linkCallNeeds.ts';
import type { Commands } from './command.ts';

/** The commands. Each acts in the same turn as the person, which opening a device needs. */
export function createCallDeviceCommands(
  engine: CallEngine,
  linkCalls: LinkCalls,
): Pick<Commands, keyof DeviceCommands> {
  const commands = (): DeviceCommands => (linkCalls.hasDevices() ? linkCalls.deviceCommands : engine);
  return {
    setMicrophone: async on => commands().setMicrophone(on),
    setCamera: async on => commands().setCamera(on),
    setScreen: async on => commands().setScreen(on),
    chooseDevice: async (kind, id) => commands().chooseDevice(kind, id),
    flipCamera: async () => commands().flipCamera(),
  };
}
