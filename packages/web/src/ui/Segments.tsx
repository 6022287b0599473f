/** Two or three choices that look like one control. */
import { useId } from 'preact/hooks';

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly isDisabled?: boolean;
  readonly hint?: string;
  readonly onChoose: (value: Value) => void;
}

/** Radio buttons in a row, with their label above and a hint below. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, choices, value, isDisabled = false, hint, onChoose } = props;
  const group = useId();
  return (
    <fieldset class="segments" disabled={isDisabled} aria-describedby={hint && `${group}-hint`}>
      <legend>{label}</legend>
      <div class="segments-row">
        {choices.map(choice => (
          <label key={choice.value} class="segment">
            <input
              type="radio"
              name={group}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      {hint === undefined ? null : (
        <p id={`${group}-hint`} class="note segments-hint">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
