/** One's own picture in a corner; it can be dragged, or moved with the arrow keys, to another. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { callLayout } from './callLayout.ts';
import { Picture } from './Picture.tsx';
import { type Corner, moveCorner, nearestCorner } from './placement.ts';

interface Drag {
  readonly startX: number;
  readonly startY: number;
  readonly x: number;
  readonly y: number;
}

interface SelfViewProps {
  readonly stream: MediaStream;
  /** It is not being sent. */
  readonly isPaused: boolean;
}

/** The self view. */
export function SelfView({ stream, isPaused }: SelfViewProps) {
  const corner = useSignal<Corner>({ vertical: 'bottom', horizontal: 'right' });
  const drag = useSignal<Drag | undefined>(undefined);
  const move = (event: PointerEvent): void => {
    const now = drag.value;
    if (now !== undefined)
      drag.value = { ...now, x: event.clientX - now.startX, y: event.clientY - now.startY };
  };
  const drop = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (drag.value === undefined) return;
    corner.value = elementToCorner(event.currentTarget);
    drag.value = undefined;
  };
  return (
    <button
      type="button"
      class={`self-view self-view-${corner.value.vertical} self-view-${corner.value.horizontal}`}
      style={
        drag.value === undefined
          ? undefined
          : { transform: `translate(${drag.value.x}px, ${drag.value.y}px)` }
      }
      aria-label={t('call.selfView')}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.value = { startX: event.clientX, startY: event.clientY, x: 0, y: 0 };
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={event => {
        corner.value = moveCorner(corner.value, event.key) ?? corner.value;
      }}
    >
      <Picture
        stream={stream}
        class={isPaused ? 'self-view-picture is-dimmed' : 'self-view-picture'}
        isFilling
        isMirrored={callLayout.value.isMirrored}
      />
      {isPaused ? <Icon name="pause" class="self-view-sign" /> : null}
    </button>
  );
}

/** The corner of the call screen nearest to an element's middle. */
function elementToCorner(element: HTMLElement): Corner {
  const box = element.getBoundingClientRect();
  const area = { width: window.innerWidth, height: window.innerHeight };
  return nearestCorner(box.left + box.width / 2, box.top + box.height / 2, area);
}
