/** One person, or the screen that one shares: the picture or an avatar, the name, and what there is to know. */
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { callLayout } from '../inCall/callLayout.ts';
import { Picture } from '../inCall/Picture.tsx';
import { t } from '../locale/locale.ts';
import { pictures } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Icon } from '../ui/Icon.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { pinnedSeat } from './roomScreenState.ts';
import { personToName, personToTrouble, troubleTexts } from './roomWords.ts';
import { hasPicture, type TilePlan } from './stagePlan.ts';
import type { Place } from './tilePlacement.ts';
import { useSpeaking } from './useSpeaking.ts';

interface TileProps {
  readonly call: LinkCallView;
  readonly tile: TilePlan;
  readonly place: Place;
  readonly isMain: boolean;
}

/** Below this width (CSS pixels) there is no room for words but the name. */
const SMALL_PX = 220;
/** Below these (CSS pixels) there is room for a name and signs only. */
const TINY = { width: 130, height: 90 } as const;

/** The tile. */
export function Tile({ call, tile, place, isMain }: TileProps) {
  const { person, what } = tile;
  const isSpeaking = useSpeaking(person) && what === 'person';
  const stream = tileToStream(call, tile);
  const trouble = personToTrouble(person);
  const looks = [
    'tile',
    isMain && 'tile-main',
    place.width < SMALL_PX && 'tile-small',
    (place.width < TINY.width || place.height < TINY.height) && 'tile-tiny',
    isSpeaking && 'tile-speaking',
    trouble !== undefined && 'tile-troubled',
  ];
  return (
    <li
      class={looks.filter(Boolean).join(' ')}
      style={{
        insetBlockStart: `${place.y}px`,
        left: `${place.x}px`,
        inlineSize: `${place.width}px`,
        blockSize: `${place.height}px`,
      }}
    >
      {stream === undefined ? <Face person={person} /> : <Shown call={call} tile={tile} stream={stream} />}
      {what === 'person' ? <States call={call} person={person} /> : null}
      <p class="tile-name">
        {what === 'person' && person.media?.microphone === false ? (
          <>
            <Icon name="microphoneOff" class="icon-small" />
            <span class="visually-hidden">{t('room.muted')}</span>
          </>
        ) : null}
        {what === 'screen' ? <Icon name="screen" class="icon-small" /> : null}
        <span class="tile-name-text" dir="auto">
          {what === 'screen' ? t('room.screenOf', { name: personToName(person) }) : personToName(person)}
        </span>
      </p>
      {what === 'person' ? <PersonMenu call={call} person={person} canPin /> : null}
    </li>
  );
}

function tileToStream(call: LinkCallView, { what, person }: TilePlan): MediaStream | undefined {
  if (person.isMe) return call.mine.camera ? pictures.value?.localPicture.value : undefined;
  const streams = pictures.value?.remotes.value.get(person.connection ?? '');
  if (what === 'screen') return streams?.screen;
  return hasPicture(person) ? streams?.picture : undefined;
}

interface ShownProps {
  readonly call: LinkCallView;
  readonly tile: TilePlan;
  readonly stream: MediaStream;
}

function Shown({ call, tile: { what, person }, stream }: ShownProps) {
  const name = personToName(person);
  const isPaused = what === 'person' && isPicturePaused(call, person);
  return (
    <Picture
      stream={stream}
      class={isPaused ? 'tile-picture is-dimmed' : 'tile-picture'}
      label={
        person.isMe
          ? t('call.ownPicture')
          : t(what === 'screen' ? 'room.screenOf' : 'room.pictureOf', { name })
      }
      isWhole={what === 'screen'}
      isMirrored={person.isMe && callLayout.value.isMirrored}
    />
  );
}

/** This person's own on the way to everybody, somebody else's on the way to this device. */
function isPicturePaused(call: LinkCallView, person: LinkCallPersonView): boolean {
  return person.isMe ? call.picture === 'paused' : person.isTheirPicturePaused;
}

function toPausedWords(person: LinkCallPersonView): string {
  return person.isMe ? t('quality.minePaused') : t('quality.theirsPaused', { name: personToName(person) });
}

function Face({ person }: { readonly person: LinkCallPersonView }) {
  return (
    <span class="tile-face">
      <Avatar id={person.contactId ?? person.name} name={person.name} size="huge" />
    </span>
  );
}

/** Raised hand, pin, connection: signs at the upper edge, and words over the picture for what is in the way. */
function States({ call, person }: { readonly call: LinkCallView; readonly person: LinkCallPersonView }) {
  const trouble = personToTrouble(person);
  const more = trouble && troubleTexts[trouble];
  const isWeak = person.rating === 'weak' || person.rating === 'poor';
  return (
    <>
      <div class="tile-signs">
        {person.hand === undefined ? null : (
          <span class="tile-sign tile-hand">
            <Icon name="hand" class="icon-small" />
            <span class="visually-hidden">{t('room.hand', { place: String(person.hand) })}</span>
            <span aria-hidden="true">{person.hand}</span>
          </span>
        )}
        {pinnedSeat.value === person.seat ? <Sign icon="pin" words={t('room.pinned')} /> : null}
        {isWeak && trouble === undefined ? (
          <Sign icon={person.rating === 'poor' ? 'signalPoor' : 'signalWeak'} words={t('room.weak')} />
        ) : null}
        {isPicturePaused(call, person) ? <Sign icon="pause" words={toPausedWords(person)} /> : null}
      </div>
      {person.isTheirPicturePaused && trouble === undefined ? (
        <p class="tile-trouble" aria-hidden="true">
          <span class="tile-trouble-text">{toPausedWords(person)}</span>
        </p>
      ) : null}
      {trouble === undefined ? null : (
        <p class="tile-trouble">
          {trouble === 'room.connecting' || trouble === 'room.personReconnecting' ? (
            <span class="spinner" aria-hidden="true" />
          ) : null}
          <strong>{t(trouble)}</strong>
          {more === undefined ? null : (
            <span class="tile-trouble-text">{t(more, { name: personToName(person) })}</span>
          )}
        </p>
      )}
    </>
  );
}

interface SignProps {
  readonly icon: 'pin' | 'pause' | 'signalWeak' | 'signalPoor';
  readonly words: string;
}

function Sign({ icon, words }: SignProps) {
  return (
    <span class={`tile-sign ${icon}`} title={words}>
      <Icon name={icon} class="icon-small" />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}
