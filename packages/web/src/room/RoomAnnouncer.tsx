/** Speaks to screen readers who comes, who goes, who knocks and what is said in the chat. */
import { useSignal } from '@preact/signals';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { isLinkCallLive, linkCall } from '../session.ts';
import { knockToWords, personToName, whoCanBeLetIn } from './roomWords.ts';

interface Known {
  readonly people: ReadonlyMap<string, string>;
  readonly knocks: ReadonlyMap<string, string>;
  readonly chat: ReadonlyMap<string, string>;
}

const NOTHING: Known = { people: new Map(), knocks: new Map(), chat: new Map() };

/** The live region: always there, because one that appears with its text is not read. */
export function RoomAnnouncer() {
  const words = useSignal('');
  const before = useRef<Known>(NOTHING);
  const current = isLinkCallLive.value ? linkCall.value : undefined;
  useEffect(() => {
    const now = current === undefined ? NOTHING : callToKnown(current);
    // Whoever is inside when this person comes in is no news.
    if (before.current !== NOTHING && now !== NOTHING) {
      const news = findNews(before.current, now);
      if (news.length > 0) words.value = news.join(' ');
    }
    before.current = now;
  }, [current?.people, current?.knocks, current?.chat]);
  return (
    <p class="visually-hidden" aria-live="polite">
      {words.value}
    </p>
  );
}

function callToKnown(call: LinkCallView): Known {
  const inside = call.people.filter(person => !person.isMe && !person.isArriving);
  const waiting = whoCanBeLetIn(call);
  const me = call.people.find(person => person.isMe)?.seat;
  const theirs = call.chat.filter(message => message.seat !== me);
  return {
    // Who continues on another device neither comes nor goes.
    people: new Map(inside.map(person => [person.former ?? person.seat, personToName(person)])),
    knocks: new Map(waiting.map(knock => [knock.seat, knockToWords(knock, call)])),
    chat: new Map(theirs.map(({ id, name, text }) => [id, t('room.chatLine', { name, text })])),
  };
}

function findNews(before: Known, now: Known): readonly string[] {
  return [
    ...added(before.people, now.people).map(name => t('room.joined', { name })),
    ...added(now.people, before.people).map(name => t('room.gone', { name })),
    ...added(before.knocks, now.knocks),
    ...added(before.chat, now.chat),
  ];
}

function added(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  return [...now].filter(([key]) => !before.has(key)).map(([, value]) => value);
}
