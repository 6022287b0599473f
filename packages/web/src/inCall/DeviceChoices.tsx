/** Microphone, camera and speaker, to be chosen while the call goes on. */
import type { DevicesView } from '@sotto/core/client/view';
import type { ChoiceKind } from '@sotto/core/port/media';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';

const LABELS = {
  microphone: 'device.microphone',
  camera: 'device.camera',
  speaker: 'device.speaker',
} as const satisfies Record<ChoiceKind, string>;
const KINDS = Object.keys(LABELS) as ChoiceKind[];

/** One list per kind of which there is anything to choose. */
export function DeviceChoices({ devices }: { readonly devices: DevicesView }) {
  return (
    <>
      {KINDS.filter(kind => devices.choices[kind].known.length > 0).map(kind => (
        <DeviceList key={kind} kind={kind} devices={devices} />
      ))}
    </>
  );
}

/** Shows what is in use, whatever was chosen: a device may have refused to work. */
function DeviceList({ kind, devices }: { readonly kind: ChoiceKind; readonly devices: DevicesView }) {
  const { known, chosen } = devices.choices[kind];
  const used = kind === 'speaker' ? chosen : (devices.inUse[kind] ?? chosen);
  const value = known.some(({ id }) => id === used) ? used : '';
  const choose = (id: string) =>
    void perform(commands => commands.chooseDevice(kind, id === '' ? undefined : id));
  return (
    <label class="call-menu-device">
      <span>{t(LABELS[kind])}</span>
      <select class="input" value={value} onChange={event => choose(event.currentTarget.value)}>
        <option value="">{t('device.system')}</option>
        {known.map(({ id, label }, index) => (
          <option key={id} value={id}>
            {label === '' ? `${t(LABELS[kind])} ${index + 1}` : label}
          </option>
        ))}
      </select>
    </label>
  );
}
