/** Who waits, who is inside, who is about to join; for hosts what they decide; and the link for others. */
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { ComponentChildren } from 'preact';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Switch } from '../ui/Switch.tsx';
import { showToast } from '../ui/toast.ts';
import { ContactWishes } from './ContactWishes.tsx';
import { InviteOthers } from './InviteOthers.tsx';
import { TouchGroup } from './KeepInTouch.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { RoomPanelFrame } from './RoomPanelFrame.tsx';
import { personToName, personToTrouble } from './roomWords.ts';
import { WaitingPeople } from './WaitingPeople.tsx';

/** The panel. */
export function PeoplePanel({ call }: { readonly call: LinkCallView }) {
  const inside = call.people.filter(person => !person.isArriving);
  const arriving = call.people.filter(person => person.isArriving);
  const hands = inside.filter(person => person.hand !== undefined).toSorted(byHand);
  return (
    <RoomPanelFrame title={t('room.people')} look="people-panel">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (axe: scrollable-region-focusable). */}
      <section class="room-panel-body" tabIndex={0} aria-label={t('room.people')}>
        <WaitingPeople call={call} />
        <ContactWishes call={call} />
        {hands.length === 0 ? null : <Hands people={hands} />}
        <Group title={t('room.insideTitle')}>
          {inside.map(person => (
            <PersonRow key={person.seat} call={call} person={person} />
          ))}
        </Group>
        {arriving.length === 0 ? null : (
          <Group title={t('room.arrivingTitle')} note={t('room.arrivingText')}>
            {arriving.map(person => (
              <PersonRow key={person.seat} call={call} person={person} />
            ))}
          </Group>
        )}
        <TouchGroup call={call} />
        {call.amHost ? <HostTools call={call} hasOthers={inside.length > 1} /> : null}
        <div class="people-invite">
          <h3>{t('room.inviteTitle')}</h3>
          <InviteOthers link={call.link} />
        </div>
      </section>
    </RoomPanelFrame>
  );
}

function byHand(one: LinkCallPersonView, other: LinkCallPersonView): number {
  return (one.hand ?? 0) - (other.hand ?? 0);
}

function Hands({ people }: { readonly people: readonly LinkCallPersonView[] }) {
  return (
    <div class="people-hands">
      <h3>
        <Icon name="hand" class="icon-small" />
        {t('room.handsTitle')}
      </h3>
      <ol>
        {people.map(person => (
          <li key={person.seat} dir="auto">
            {personToName(person)}
          </li>
        ))}
      </ol>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}

function Group({ title, note, children }: GroupProps) {
  return (
    <div class="people-group">
      <h3>{title}</h3>
      {note === undefined ? null : <p class="people-note">{note}</p>}
      <ul>{children}</ul>
    </div>
  );
}

interface PersonRowProps {
  readonly call: LinkCallView;
  readonly person: LinkCallPersonView;
}

function PersonRow({ call, person }: PersonRowProps) {
  const trouble = person.isArriving ? undefined : personToTrouble(person);
  return (
    <li class="people-row">
      <Avatar id={person.contactId ?? person.name} name={person.name} size="small" />
      <span class="people-words">
        <span class="people-name" dir="auto" title={personToName(person)}>
          {personToName(person)}
        </span>
        {person.isHost || person.isOwner || trouble !== undefined ? (
          <span class="people-role">
            {trouble !== undefined ? t(trouble) : t(person.isOwner ? 'room.owner' : 'room.host')}
          </span>
        ) : null}
      </span>
      {person.isArriving ? null : <Devices person={person} />}
      <PersonMenu call={call} person={person} />
    </li>
  );
}

/** What is off; what is on is heard and seen. */
function Devices({ person: { media } }: { readonly person: LinkCallPersonView }) {
  return (
    <span class="people-devices">
      {media?.microphone === false ? (
        <>
          <Icon name="microphoneOff" class="icon-small" />
          <span class="visually-hidden">{t('room.muted')}</span>
        </>
      ) : null}
      {media?.camera === false ? (
        <>
          <Icon name="videoOff" class="icon-small" />
          <span class="visually-hidden">{t('room.cameraOff')}</span>
        </>
      ) : null}
    </span>
  );
}

function HostTools({ call, hasOthers }: { readonly call: LinkCallView; readonly hasOthers: boolean }) {
  const silence = async (): Promise<void> => {
    if (await perform(commands => commands.mutePeople(undefined))) showToast(t('room.mutedAll'), 'done');
  };
  return (
    <div class="people-host">
      <Switch
        label={t('room.lock')}
        text={t('room.lockText')}
        on={call.isLocked}
        onChange={on => void perform(commands => commands.lockLinkCall(on))}
      />
      {hasOthers ? (
        <Button icon="microphoneOff" onClick={() => void silence()}>
          {t('room.muteAll')}
        </Button>
      ) : null}
    </div>
  );
}
