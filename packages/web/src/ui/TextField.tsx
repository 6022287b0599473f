/** One line of text with its label, hint and error. */
import { useId } from 'preact/hooks';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly autocomplete?: 'name' | 'off';
  /** Takes the focus when its dialog or screen opens. */
  readonly isFirst?: boolean;
  /** For addresses: no correction, no capitals, the keyboard for addresses. */
  readonly isAddress?: boolean;
}

/** A labelled text input. `error`, when given, takes the hint's place and is announced. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, onText, isAddress = false, autocomplete = 'off' } = props;
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        type="text"
        id={id}
        class="input"
        data-focus={props.isFirst}
        dir="auto"
        value={props.value}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        autocomplete={autocomplete}
        inputMode={isAddress ? 'url' : 'text'}
        spellcheck={!isAddress}
        autocapitalize={isAddress ? 'off' : 'words'}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onInput={event => onText(event.currentTarget.value)}
      />
      {note === undefined ? null : (
        <p
          id={`${id}-note`}
          class={error === undefined ? 'note' : 'note note-error'}
          role={error ? 'alert' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  );
}
