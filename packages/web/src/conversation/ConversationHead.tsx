/** Who one talks to, the call buttons beside the name, and the menu. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { t } from '../locale/locale.ts';
import { goBack } from '../navigation.ts';
import { perform } from '../problem.ts';
import { isCallLive } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { showToast } from '../ui/toast.ts';
import { contactToReason } from '../words/callsAllowed.ts';
import { nameToShow } from '../words/contactName.ts';
import { ClearConversation } from './ClearConversation.tsx';
import { ContactSettings } from './ContactSettings.tsx';
import { DeleteContact } from './DeleteContact.tsx';
import { RenameContact } from './RenameContact.tsx';
import { SafetyNumber } from './SafetyNumber.tsx';

type OpenDialog = 'settings' | 'safety' | 'rename' | 'clear' | 'delete' | undefined;

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
      <CallButtons contact={contact} onCall={start} />
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

interface CallButtonsProps {
  readonly contact: ContactView;
  readonly onCall: (media: CallMedia) => void;
}

/**
 * Out of use while a call goes on, and where the contact takes no such calls: then they stay reachable and say why.
 */
function CallButtons({ contact, onCall }: CallButtonsProps) {
  const isBusy = isCallLive.value;
  return (
    <>
      <CallButton contact={contact} media="audio" isBusy={isBusy} onCall={onCall} />
      <CallButton contact={contact} media="video" isBusy={isBusy} onCall={onCall} />
    </>
  );
}

interface CallButtonProps extends CallButtonsProps {
  readonly media: CallMedia;
  readonly isBusy: boolean;
}

function CallButton({ contact, media, isBusy, onCall }: CallButtonProps) {
  const isVideo = media === 'video';
  const label = t(isVideo ? 'conversation.videoCall' : 'conversation.audioCall');
  const reason = contactToReason(contact, media);
  return (
    <IconButton
      icon={isVideo ? 'video' : 'phone'}
      class={isVideo ? 'wide-only' : ''}
      label={reason === undefined ? label : t('item.summary', { call: label, status: reason })}
      disabled={isBusy}
      aria-disabled={reason !== undefined}
      onClick={() => (reason === undefined ? onCall(media) : showToast(reason, 'problem'))}
    />
  );
}

function menuItems(callVideo: () => void, show: (dialog: OpenDialog) => void): readonly MenuItem[] {
  return [
    { icon: 'video', label: t('conversation.videoCall'), onChoose: callVideo },
    { icon: 'shield', label: t('conversation.safetyNumber'), onChoose: () => show('safety') },
    { icon: 'settings', label: t('contact.settings'), onChoose: () => show('settings') },
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
    case 'settings':
      return <ContactSettings contact={contact} onClose={onClose} />;
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
