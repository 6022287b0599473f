/** The tiles of a link call, placed in whatever room there is. */
import { useSignal } from '@preact/signals';
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { callLayout } from '../inCall/callLayout.ts';
import type { Size } from '../inCall/placement.ts';
import { SelfView } from '../inCall/SelfView.tsx';
import { t } from '../locale/locale.ts';
import { pictures } from '../session.ts';
import { AloneCard } from './AloneCard.tsx';
import { Reactions } from './Reactions.tsx';
import { roomArrangement } from './roomLayout.ts';
import { pinnedSeat } from './roomScreenState.ts';
import { hasPicture, planStage, type StagePlan, type TilePlan } from './stagePlan.ts';
import { Tile } from './Tile.tsx';
import { type Place, placeGrid, placeStage } from './tilePlacement.ts';
import { useShown } from './useShown.ts';
import { reportHeights } from './watchedPeople.ts';

interface PlacedTile {
  readonly tile: TilePlan;
  readonly place: Place;
  readonly isMain: boolean;
}

/** The stage. */
export function RoomStage({ call }: { readonly call: LinkCallView }) {
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const shown = useShown(call.people);
  const plan = planStage(call.people, {
    ...shown,
    arrangement: roomArrangement.value,
    isSelfHidden: callLayout.value.isSelfHidden,
    pinned: pinnedSeat.value,
  });
  const placed = toPlaced(plan, size);
  useHeights(placed);
  const isAlone = call.people.every(person => person.isMe || person.isArriving);
  return (
    <div ref={stage} class={call.stage === 'inside' ? 'room-stage' : 'room-stage is-dimmed'}>
      <ul aria-label={t('room.tiles')}>
        {placed.map(({ tile, place, isMain }) => (
          <Tile
            key={`${tile.what} ${tile.person.seat}`}
            call={call}
            tile={tile}
            place={place}
            isMain={isMain}
          />
        ))}
      </ul>
      {plan.isSelfFloating ? <FloatingSelf call={call} /> : null}
      {isAlone && call.stage === 'inside' ? <AloneCard call={call} /> : null}
      <Reactions call={call} />
    </div>
  );
}

/** In the order of the people, this one last, whatever is large: a video element that is moved in the document stops. */
function toPlaced(plan: StagePlan, size: Size): readonly PlacedTile[] {
  const { main, others } = plan;
  const toOrder = ({ tile: { what, person } }: PlacedTile) =>
    person.isMe ? Number.POSITIVE_INFINITY : person.leaf * 2 + (what === 'screen' ? 1 : 0);
  const inOrder = (tiles: readonly PlacedTile[]) => tiles.toSorted((a, b) => toOrder(a) - toOrder(b));
  if (main === undefined) {
    return inOrder(pair(others, placeGrid(others.length, size)));
  }
  const places = placeStage(others.length, size);
  return inOrder([{ tile: main, place: places.main, isMain: true }, ...pair(others, places.strip)]);
}

function pair(tiles: readonly TilePlan[], places: readonly Place[]): readonly PlacedTile[] {
  return tiles.flatMap((tile, index) => {
    const place = places[index];
    return place === undefined ? [] : [{ tile, place, isMain: false }];
  });
}

/** Before the first measure the stage has no size, and no tiles. */
function useSize(element: RefObject<HTMLElement | null>): Size {
  const size = useSignal<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new ResizeObserver(() => {
      size.value = { width: current.clientWidth, height: current.clientHeight };
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return size.value;
}

/** Core asks each person for a picture of the size that is shown, and for none while the page is hidden. */
function useHeights(placed: readonly PlacedTile[]): void {
  const isHidden = useSignal(document.visibilityState === 'hidden');
  useEffect(() => {
    const change = () => {
      isHidden.value = document.visibilityState === 'hidden';
    };
    document.addEventListener('visibilitychange', change);
    return () => {
      document.removeEventListener('visibilitychange', change);
      reportHeights('screen', new Map());
    };
  }, []);
  const seen = isHidden.value ? [] : placed.filter(({ tile }) => isSeen(tile.person, tile.what));
  useEffect(() => {
    reportHeights('screen', new Map(seen.map(({ tile, place }) => [tile.person.seat, place.height])));
  });
}

function isSeen(person: LinkCallPersonView, what: TilePlan['what']): boolean {
  return what === 'person' && !person.isMe && hasPicture(person);
}

/** One's own picture in a corner. */
function FloatingSelf({ call }: { readonly call: LinkCallView }) {
  const stream = call.mine.camera ? pictures.value?.localPicture.value : undefined;
  return stream === undefined ? null : <SelfView stream={stream} isPaused={call.picture === 'paused'} />;
}
