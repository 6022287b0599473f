/** Where a message is written, and the button that sends it. Enter sends, Shift+Enter begins a new line. */
import type { RefObject } from 'preact';
import { IconButton } from './IconButton.tsx';

interface MessageFieldProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly sendLabel: string;
  readonly canSend: boolean;
  readonly onText: (text: string) => void;
  /** Enter was pressed. (The button submits the form around.) */
  readonly onEnter: (event: Event) => void;
}

/** The two, as parts of a form that sends when it is submitted. */
export function MessageField(props: MessageFieldProps) {
  const { area, text, label, placeholder, sendLabel, canSend, onText, onEnter } = props;
  return (
    <>
      <textarea
        ref={area}
        class="writing-text"
        rows={1}
        dir="auto"
        enterkeyhint="send"
        placeholder={placeholder}
        aria-label={label}
        value={text}
        onInput={event => onText(event.currentTarget.value)}
        onKeyDown={event => isSendKey(event) && onEnter(event)}
      />
      <IconButton icon="send" type="submit" class="writing-send" label={sendLabel} disabled={!canSend} />
    </>
  );
}

/** Enter while an input method composes a character belongs to the input method. */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing;
}
