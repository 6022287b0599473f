/** What can be done about one person: volume, hold large, and for hosts silence, removal and naming a host. */
import { useSignal } from '@preact/signals';
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useRef } from 'preact/hooks';
import { MenuAction } from '../inCall/MenuParts.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { showToast } from '../ui/toast.ts';
import { TouchAction } from './KeepInTouch.tsx';
import { askToRemove } from './removal.ts';
import { pinnedSeat, togglePin } from './roomScreenState.ts';
import { personToName } from './roomWords.ts';

interface PersonMenuProps {
  readonly call: LinkCallView;
  readonly person: LinkCallPersonView;
  /** They have a tile that can be held large. */
  readonly canPin?: boolean;
}

/** From the button, and from the window's edge, in CSS pixels. */
const GAP_PX = 6;

/** The button and what it opens; nothing where nothing can be done. */
export function PersonMenu({ call, person, canPin = false }: PersonMenuProps) {
  const panel = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = useSignal(false);
  const then = (action: () => void) => () => {
    panel.current?.hidePopover();
    action();
  };
  if (person.isMe && !canPin) return null;
  const label = t('room.options', { name: personToName(person) });
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        class="person-options"
        label={label}
        aria-expanded={isOpen.value}
        onClick={() => panel.current?.togglePopover()}
      />
      <section
        ref={panel}
        popover="auto"
        class="menu person-menu"
        aria-label={label}
        onBeforeToggle={({ newState }) => (isOpen.value = newState === 'open')}
        onToggle={({ newState }) => newState === 'open' && placeNear(panel.current, button.current)}
      >
        {isOpen.value ? <Content call={call} person={person} canPin={canPin} then={then} /> : null}
      </section>
    </>
  );
}

interface ContentProps extends PersonMenuProps {
  readonly then: (action: () => void) => () => void;
}

function Content({ call, person, canPin, then }: ContentProps) {
  const { seat } = person;
  return (
    <>
      <strong class="person-menu-name" dir="auto">
        {personToName(person)}
      </strong>
      {person.isMe ? null : <Volume person={person} />}
      {canPin ? (
        <MenuAction
          icon="pin"
          label={t(pinnedSeat.value === seat ? 'room.unpin' : 'room.pin')}
          onPress={then(() => togglePin(seat))}
        />
      ) : null}
      {person.isOwner && call.touch !== undefined ? <TouchAction touch={call.touch} then={then} /> : null}
      {call.amHost && !person.isMe ? <HostActions call={call} person={person} then={then} /> : null}
    </>
  );
}

function Volume({ person }: { readonly person: LinkCallPersonView }) {
  const change = (percent: string) =>
    void perform(commands => commands.setPersonVolume(person.seat, Number(percent) / 100));
  return (
    <label class="person-volume">
      <span>{t('room.volume')}</span>
      <input
        type="range"
        min="0"
        max="100"
        step="5"
        value={Math.round(person.volume * 100)}
        onInput={event => change(event.currentTarget.value)}
      />
    </label>
  );
}

/** A host cannot be banned, and only whoever made the link names hosts. */
function HostActions({ call, person, then }: ContentProps) {
  const { seat, isHost } = person;
  const amOwner = call.people.some(each => each.isMe && each.isOwner);
  return (
    <>
      {person.media?.microphone === false || person.isArriving ? null : (
        <MenuAction icon="microphoneOff" label={t('room.mute')} onPress={then(() => void silence(person))} />
      )}
      {amOwner ? (
        <MenuAction
          icon="shield"
          label={t(isHost ? 'room.unnameHost' : 'room.nameHost')}
          onPress={then(() => void perform(commands => commands.nameCoHost(seat, !isHost)))}
        />
      ) : null}
      <MenuAction
        icon="personMinus"
        isDanger
        label={t('room.remove')}
        onPress={then(() => askToRemove(seat, false))}
      />
      {isHost ? null : (
        <MenuAction
          icon="block"
          isDanger
          label={t('room.block')}
          onPress={then(() => askToRemove(seat, true))}
        />
      )}
    </>
  );
}

async function silence(person: LinkCallPersonView): Promise<void> {
  const isDone = await perform(commands => commands.mutePeople([person.seat]));
  if (isDone) showToast(t('room.mutedOne', { name: personToName(person) }), 'done');
}

/** Below its button, or above it where there is no room; inside the window. */
function placeNear(panel: HTMLElement | null, button: HTMLElement | null): void {
  if (panel === null || button === null) return;
  const anchor = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + GAP_PX;
  const top = below + height > innerHeight - GAP_PX ? Math.max(GAP_PX, anchor.top - GAP_PX - height) : below;
  const left = Math.min(Math.max(GAP_PX, anchor.right - width), innerWidth - GAP_PX - width);
  panel.style.inset = `${top}px auto auto ${left}px`;
  panel.querySelector('button')?.focus();
}
