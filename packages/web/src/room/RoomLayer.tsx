/** The part of the app that belongs to link calls on any screen: sound, screen or bar, knocking, announcements. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { hasContactCall, linkCall } from '../session.ts';
import { createLazyView } from '../ui/LazyView.tsx';
import { RoomAnnouncer } from './RoomAnnouncer.tsx';
import { RoomBar } from './RoomBar.tsx';
import { RoomSound } from './RoomSound.tsx';
import { closeRoom } from './roomActions.ts';
import { isRoomMinimised, isRoomOnScreen, isRoomOver } from './roomScreenState.ts';
import { useKnocking } from './useKnocking.ts';

const screen = createLazyView(async () => (await import('./RoomScreen.tsx')).RoomScreen);

/** Loads the screens of link calls before they are needed, so that *Join* shows them at once. */
export const preloadRoomScreen = screen.preload;

/** The layer. */
export function RoomLayer() {
  const current = linkCall.value;
  return (
    <>
      {current === undefined ? null : <RoomPresence call={current} />}
      {isRoomOver.value && hasContactCall.value ? <LeftForContact ending={current?.ending} /> : null}
      {isRoomOnScreen.value ? <screen.View /> : null}
      <RoomAnnouncer />
    </>
  );
}

/** Whoever left for a call with a contact does not come back to a screen that says so. */
function LeftForContact({ ending }: Pick<LinkCallView, 'ending'>) {
  useEffect(() => {
    if (ending === 'left') closeRoom();
  }, [ending]);
  return null;
}

/** The bar above the app while a link call goes on elsewhere; nothing otherwise. */
export function RoomBarIfMinimised() {
  const current = linkCall.value;
  return current !== undefined && isRoomMinimised.value ? <RoomBar call={current} /> : null;
}

/** What is heard of a call, whatever is seen. */
function RoomPresence({ call }: { readonly call: LinkCallView }) {
  useKnocking(call);
  return <RoomSound call={call} />;
}
