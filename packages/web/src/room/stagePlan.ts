/** Which tiles a link call shows, and how: a grid, one large with a strip, or a shared screen with a strip. Pure. */
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { SeatId } from '@sotto/protocol/ids';

/** What a tile shows. */
export interface TilePlan {
  readonly what: 'person' | 'screen';
  readonly person: LinkCallPersonView;
}

/** The tiles. With `main`, that one is large and `others` stand in a strip; without, all are of one size. */
export interface StagePlan {
  readonly main: TilePlan | undefined;
  readonly others: readonly TilePlan[];
  /** The own picture floats in a corner: with one other person, it would take half of the screen. */
  readonly isSelfFloating: boolean;
}

/** What decides the plan beside the people. */
export interface StageWishes {
  readonly arrangement: 'grid' | 'speaker';
  readonly isSelfHidden: boolean;
  readonly speaker: SeatId | undefined;
  /** Whose shared screen is to be seen. */
  readonly screen: SeatId | undefined;
  /** What the person holds large. */
  readonly pinned: SeatId | undefined;
}

/** The plan. A pinned person is large even while somebody shares a screen; the screen is in the strip then. */
export function planStage(people: readonly LinkCallPersonView[], wishes: StageWishes): StagePlan {
  const shown = people.filter(person => !person.isArriving);
  const me = shown.find(person => person.isMe);
  const others = shown.filter(person => !person.isMe);
  const isSelfFloating = others.length === 1 && me !== undefined && !wishes.isSelfHidden;
  const isSelfShown = me !== undefined && !isSelfFloating && (others.length === 0 || !wishes.isSelfHidden);
  const tiles = [
    ...screenOf(shown, wishes.screen),
    ...others.map(toTile),
    ...(isSelfShown ? [toTile(me)] : []),
  ];
  const main = largeOf(tiles, others.length, wishes);
  return { main, others: tiles.filter(tile => tile !== main), isSelfFloating };
}

function screenOf(people: readonly LinkCallPersonView[], seat: SeatId | undefined): readonly TilePlan[] {
  const person = people.find(each => each.seat === seat && !each.isMe);
  return person === undefined ? [] : [{ what: 'screen', person }];
}

function toTile(person: LinkCallPersonView): TilePlan {
  return { what: 'person', person };
}

function largeOf(tiles: readonly TilePlan[], others: number, wishes: StageWishes): TilePlan | undefined {
  const personOf = (seat: SeatId | undefined) =>
    tiles.find(tile => tile.what === 'person' && tile.person.seat === seat);
  const pinned = personOf(wishes.pinned);
  if (pinned !== undefined) return pinned;
  const screen = tiles.find(tile => tile.what === 'screen');
  if (screen !== undefined) return screen;
  if (wishes.arrangement === 'grid' || others < 2) return undefined;
  return personOf(wishes.speaker);
}

/** Whether a person sends a picture that can be shown now. */
export function hasPicture(person: LinkCallPersonView): boolean {
  return person.media?.camera === true && !person.media.held && !person.isAway && person.way !== 'failed';
}
