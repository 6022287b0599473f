/** Who speaks and whose screen is shared, followed over time so that the picture does not jump (`speakerChoice.ts`). */
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { SeatId } from '@sotto/protocol/ids';
import { useRef } from 'preact/hooks';
import { chooseScreen, chooseSpeaker } from './speakerChoice.ts';

/** The two seats, if there are such. */
export interface Shown {
  readonly speaker: SeatId | undefined;
  readonly screen: SeatId | undefined;
}

/** Follows them. */
export function useShown(people: readonly LinkCallPersonView[]): Shown {
  const shown = useRef<Shown>({ speaker: undefined, screen: undefined });
  const inside = people.filter(person => !person.isArriving);
  const sharing = inside.filter(person => !person.isMe && person.media?.screen && person.way !== 'failed');
  shown.current = {
    speaker: chooseSpeaker(shown.current.speaker, inside),
    screen: chooseScreen(
      shown.current.screen,
      sharing.map(({ seat }) => seat),
    ),
  };
  return shown.current;
}
