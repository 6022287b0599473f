/** Reactions rise at the edge for a moment, each with the name of who sent it. */
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomReactionView } from '@sotto/core/room/roomView';
import { t } from '../locale/locale.ts';
import { second } from '../ui/now.ts';
import { personToName } from './roomWords.ts';

/** How long one is shown, in milliseconds; as long as its animation. */
const SHOWN_MS = 5000;
/** Places where they begin to rise, so that several at once stay apart. */
const PLACES = 9;

/** The reactions; spoken politely. */
export function Reactions({ call }: { readonly call: LinkCallView }) {
  return (
    <div class="reactions" aria-live="polite">
      {call.reactions.length === 0 ? null : <Recent call={call} />}
    </div>
  );
}

function Recent({ call }: { readonly call: LinkCallView }) {
  const recent = call.reactions.filter(({ at }) => at > second.value - SHOWN_MS);
  return (
    <>
      {recent.map(reaction => (
        <Reaction
          key={`${reaction.seat} ${reaction.at}`}
          reaction={reaction}
          person={call.people.find(({ seat }) => seat === reaction.seat)}
        />
      ))}
    </>
  );
}

interface ReactionProps {
  readonly reaction: RoomReactionView;
  readonly person: LinkCallPersonView | undefined;
}

function Reaction({ reaction, person }: ReactionProps) {
  const name = person === undefined ? t('room.guest') : personToName(person);
  return (
    <p class="reaction" data-place={reaction.at % PLACES}>
      <span class="visually-hidden">{t('room.reacted', { name, emoji: reaction.emoji })}</span>
      <span class="reaction-emoji" aria-hidden="true">
        {reaction.emoji}
      </span>
      <span class="reaction-name" aria-hidden="true" dir="auto">
        {name}
      </span>
    </p>
  );
}
