/** The devices of one kind, of which one is chosen: before a call and in it. */
import type { ChoiceKind, KnownDevice } from '@sotto/core/port/media';
import { t } from '../locale/locale.ts';

const LABELS = {
  microphone: 'device.microphone',
  camera: 'device.camera',
  speaker: 'device.speaker',
} as const satisfies Record<ChoiceKind, string>;

/** Every kind, in the order in which they are shown. */
export const CHOICE_KINDS = Object.keys(LABELS) as readonly ChoiceKind[];

interface DeviceListProps {
  readonly kind: ChoiceKind;
  readonly known: readonly KnownDevice[];
  /** The id of the device that is shown as chosen; `undefined` for what the system chooses. */
  readonly value: string | undefined;
  /** Class of the list with its label. */
  readonly look: string;
  readonly onChoose: (id: string | undefined) => void;
}

/** The list. Devices have no names before the browser was given leave to use them: they are numbered then. */
export function DeviceList({ kind, known, value, look, onChoose }: DeviceListProps) {
  return (
    <label class={look}>
      <span>{t(LABELS[kind])}</span>
      <select
        class="input"
        value={value ?? ''}
        onChange={({ currentTarget }) => onChoose(currentTarget.value || undefined)}
      >
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
