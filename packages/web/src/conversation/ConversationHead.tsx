/** Who one talks to, the call buttons beside the name, and the menu. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { t } from '../locale/locale.ts';
import { goBack } from '../navigation.ts';
import { perform } from '../problem.ts';
import { call } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { nameToShow } from '../words/contactName.ts';
import { ClearConversation } from './ClearConversation.tsx';
import { DeleteContact } from './DeleteContact.tsx';
import { RenameContact } from './RenameContact.tsx';
import { SafetyNumber } from './SafetyNumber.tsx';

type OpenDialog = 'safety' | 'rename' | 'clear' | 'delete' | undefined;

interface ConversationHeadProps {
  readonly contact: ContactView;
  readonly safetyNumber: string | undefined;
}

/** The head. */
export function ConversationHead({ contact, safetyNumber }: ConversationHeadProps) {
  const open = useSignal<OpenDialog>(undefined);
  const name = nameToShow(contact.name);
  const start = (media: CallMedia) => void perform(commands => commands.call(contact.id, media));
  return (
    <header class="pane-head conversation-head">
      <IconButton icon="back" class="narrow-only" label={t('app.back')} onClick={goBack} />
      <Avatar id={contact.id} name={contact.name} size="small" />
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <CallButtons onCall={start} />
      <Menu
        label={t('conversation.more')}
        items={menuItems(
          () => start('video'),
          dialog => (open.value = dialog),
        )}
      />
      <Dialogs
        open={open.value}
        onClose={() => (open.value = undefined)}
        contact={contact}
        digits={safetyNumber}
      />
    </header>
  );
}

/** Out of use while a call goes on. */
function CallButtons({ onCall }: { readonly onCall: (media: CallMedia) => void }) {
  const isBusy = call.value !== undefined && call.value.stage !== 'ended';
  return (
    <>
      <IconButton
        icon="phone"
        label={t('conversation.audioCall')}
        disabled={isBusy}
        onClick={() => onCall('audio')}
      />
      <IconButton
        icon="video"
        class="wide-only"
        label={t('conversation.videoCall')}
        disabled={isBusy}
        onClick={() => onCall('video')}
      />
    </>
  );
}

function menuItems(callVideo: () => void, show: (dialog: OpenDialog) => void): readonly MenuItem[] {
  return [
    { icon: 'video', label: t('conversation.videoCall'), narrowOnly: true, onChoose: callVideo },
    { icon: 'shield', label: t('conversation.safetyNumber'), onChoose: () => show('safety') },
    { icon: 'pencil', label: t('contact.rename'), onChoose: () => show('rename') },
    { icon: 'eraser', label: t('contact.clear'), onChoose: () => show('clear') },
    { icon: 'trash', label: t('contact.delete'), danger: true, onChoose: () => show('delete') },
  ];
}

interface DialogsProps {
  readonly open: OpenDialog;
  readonly onClose: () => void;
  readonly contact: ContactView;
  readonly digits: string | undefined;
}

function Dialogs({ open, onClose, contact, digits }: DialogsProps) {
  const name = nameToShow(contact.name);
  switch (open) {
    case 'safety':
      return <SafetyNumber name={name} digits={digits ?? ''} onClose={onClose} />;
    case 'rename':
      return <RenameContact contact={contact} onClose={onClose} />;
    case 'clear':
      return <ClearConversation contactId={contact.id} onClose={onClose} />;
    case 'delete':
      return <DeleteContact contactId={contact.id} name={name} onClose={onClose} />;
    case undefined:
      return null;
  }
}
