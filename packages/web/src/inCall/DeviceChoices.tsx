/** Microphone, camera and speaker, to be chosen while the call goes on. */
import type { DevicesView } from '@sotto/core/client/view';
import type { ChoiceKind } from '@sotto/core/port/media';
import { perform } from '../problem.ts';
import { CHOICE_KINDS, DeviceList } from './DeviceList.tsx';

/** One list per kind of which there is anything to choose. */
export function DeviceChoices({ devices }: { readonly devices: DevicesView }) {
  return (
    <>
      {CHOICE_KINDS.filter(kind => devices.choices[kind].known.length > 0).map(kind => (
        <DeviceList
          key={kind}
          kind={kind}
          known={devices.choices[kind].known}
          value={deviceInUse(devices, kind)}
          look="call-menu-device"
          onChoose={id => void perform(commands => commands.chooseDevice(kind, id))}
        />
      ))}
    </>
  );
}

/** What is in use, whatever was chosen: a device may have refused to work. */
function deviceInUse(devices: DevicesView, kind: ChoiceKind): string | undefined {
  const { known, chosen } = devices.choices[kind];
  const used = kind === 'speaker' ? chosen : (devices.inUse[kind] ?? chosen);
  return known.some(({ id }) => id === used) ? used : undefined;
}
