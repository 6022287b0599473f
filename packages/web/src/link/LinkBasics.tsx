/** Video or voice, and the name of an own link. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { Segments } from '../ui/Segments.tsx';
import { TextField } from '../ui/TextField.tsx';
import { changeLink } from './changeLink.ts';

/** The form. */
export function LinkBasics({ link }: { readonly link: LinkView }) {
  return (
    <>
      <Segments
        label={t('link.kind')}
        choices={[
          { value: 'video', label: t('link.video') },
          { value: 'voice', label: t('link.voice') },
        ]}
        value={link.media}
        isDisabled={!link.canChangeMedia}
        hint={t(link.canChangeMedia ? 'link.kindHint' : 'link.kindFixed')}
        onChoose={media => void changeLink(link.linkId, { media })}
      />
      <NameForm link={link} />
    </>
  );
}

function NameForm({ link }: { readonly link: LinkView }) {
  const name = useSignal(link.name);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    void changeLink(link.linkId, { name: name.value.trim() });
  };
  return (
    <form class="name-form" onSubmit={save}>
      <TextField
        label={t('link.name')}
        hint={t('link.nameHint')}
        placeholder={t('link.namePlaceholder')}
        value={name.value}
        maxLength={MAX_NAME_LENGTH}
        onText={text => (name.value = text)}
      />
      <Button type="submit" disabled={name.value.trim() === link.name}>
        {t('link.save')}
      </Button>
    </form>
  );
}
