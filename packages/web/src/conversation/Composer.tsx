/** Where messages to a contact are written. The draft waits while one is elsewhere. */
import { useSignal } from '@preact/signals';
import type { ContactId } from '@sotto/protocol/ids';
import { MAX_TEXT_LENGTH } from '@sotto/protocol/limits';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { plural, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { isTouched } from '../ui/isTouched.ts';
import { MessageField } from '../ui/MessageField.tsx';
import { draftOf, keepDraft } from './drafts.ts';

/** From how many characters left on they are counted aloud. */
const COUNT_FROM = 400;

/** The composer. */
export function Composer({ contactId }: { readonly contactId: ContactId }) {
  const { text, area, write, submit } = useDraft(contactId);
  const length = text.trim().length;
  return (
    <form class="composer" onSubmit={submit}>
      <Left length={length} />
      <MessageField
        area={area}
        text={text}
        label={t('composer.label')}
        placeholder={t('composer.placeholder')}
        sendLabel={t('composer.send')}
        canSend={length > 0 && length <= MAX_TEXT_LENGTH}
        onText={write}
        onEnter={submit}
      />
    </form>
  );
}

/** The text being written: kept, sent, and given back when it could not be sent. */
function useDraft(contactId: ContactId) {
  const text = useSignal(draftOf(contactId));
  const area = useRef<HTMLTextAreaElement>(null);
  const write = (value: string): void => {
    text.value = value;
    keepDraft(contactId, value);
  };
  const send = async (): Promise<void> => {
    const message = text.value.trim();
    if (message === '' || message.length > MAX_TEXT_LENGTH) return;
    write('');
    area.current?.focus();
    const isSent = await perform(commands => commands.sendText(contactId, message));
    // The words come back only if nothing else has been written meanwhile.
    if (!isSent && text.value === '') write(message);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void send();
  };
  // With a touch keyboard, the focus would cover half of the conversation.
  useEffect(() => {
    if (!isTouched()) area.current?.focus({ preventScroll: true });
  }, [contactId]);
  useLayoutEffect(() => fitHeight(area.current), [text.value]);
  return { text: text.value, area, write, submit };
}

function Left({ length }: { readonly length: number }) {
  const left = MAX_TEXT_LENGTH - length;
  if (left > COUNT_FROM) return null;
  return (
    <p class={left < 0 ? 'composer-left note-error' : 'composer-left'} aria-live="polite">
      {left < 0 ? plural('composer.over', -left) : plural('composer.left', left)}
    </p>
  );
}

/** Grows with its text, up to the height the style allows. */
function fitHeight(area: HTMLTextAreaElement | null): void {
  if (area === null) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}
