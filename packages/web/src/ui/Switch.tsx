/** An on/off setting with its explanation. */
import { useId } from 'preact/hooks';

interface SwitchProps {
  readonly label: string;
  readonly text: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A native checkbox with the role of a switch; the whole row is its label. */
export function Switch({ label, text, on, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch-row">
      <label for={id}>
        <span class="switch-label">{label}</span>
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        class="switch"
        checked={on}
        aria-checked={on}
        aria-describedby={`${id}-text`}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget;
          // It shows what is, not what was asked for: a change can be refused.
          currentTarget.checked = on;
          onChange(checked);
        }}
      />
      <p id={`${id}-text`} class="note switch-text">
        {text}
      </p>
    </div>
  );
}
