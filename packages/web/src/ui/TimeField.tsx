/** A time of day with its label, written as the browser's language does. */
import { useId } from 'preact/hooks';
import { minutesToTime } from './minutesToTime.ts';

interface TimeFieldProps {
  readonly label: string;
  /** Minutes since midnight. */
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** The field. */
export function TimeField({ label, minutes, onChange }: TimeFieldProps) {
  const id = useId();
  const change = (field: HTMLInputElement): void => {
    const chosen = field.valueAsNumber / 60_000;
    // A field that was emptied shows what holds.
    if (Number.isInteger(chosen)) onChange(chosen);
    else field.value = minutesToTime(minutes);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="time"
        required
        value={minutesToTime(minutes)}
        onChange={({ currentTarget }) => change(currentTarget)}
      />
    </div>
  );
}
