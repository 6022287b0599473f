/** The whole app: a phase of its own, or the two panes, with calls and notices above. */
import { CallBarIfMinimised, CallLayer } from '../call/CallLayer.tsx';
import { isCallOnScreen } from '../call/callScreenState.ts';
import { FirstRun } from '../firstRun/FirstRun.tsx';
import { SoundsHeldBack } from '../inCall/Sound.tsx';
import { route } from '../navigation.ts';
import { RoomBarIfMinimised, RoomLayer } from '../room/RoomLayer.tsx';
import { isRoomOnScreen } from '../room/roomScreenState.ts';
import { loadFailed, phase } from '../session.ts';
import { ImportOffer } from '../transfer/ImportOffer.tsx';
import { MovedPhase } from '../transfer/MovedPhase.tsx';
import { createLazyView } from '../ui/LazyView.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Banners } from './Banners.tsx';
import { Panes } from './Panes.tsx';
import { BrokenPhase, ElsewherePhase, LoadFailedPhase, LoadingPhase } from './phases.tsx';

/** Needs no profile and no keys, so it is shown in every phase. */
const Check = createLazyView(() => import('../diagnostics/CheckPage.tsx').then(page => page.CheckPage));

/** Whoever has a link joins without a profile. */
const Join = createLazyView(() => import('../join/JoinPage.tsx').then(page => page.JoinPage));

/** The app. */
export function App() {
  return (
    <>
      <div class="app" inert={isCallOnScreen.value || isRoomOnScreen.value}>
        <Page />
      </div>
      <RoomLayer />
      <CallLayer />
      <SoundsHeldBack />
      <Toasts />
    </>
  );
}

function Page() {
  const { page } = route.value;
  if (page === 'check') return <Check.View />;
  if (page !== 'join' || !canJoin()) return <Phase />;
  return (
    <>
      <RoomBarIfMinimised />
      <Join.View />
    </>
  );
}

/** Guests have no profile, and whoever has one may have it in another window. */
function canJoin(): boolean {
  return !loadFailed.value && phase.value !== 'broken' && phase.value !== 'moved';
}

function Phase() {
  if (loadFailed.value) return <LoadFailedPhase />;
  switch (phase.value) {
    case 'loading':
      return <LoadingPhase />;
    case 'elsewhere':
      return <ElsewherePhase />;
    case 'broken':
      return <BrokenPhase />;
    case 'firstRun':
      return (
        <>
          <FirstRun />
          <ImportOffer />
        </>
      );
    case 'moved':
      return <MovedPhase />;
    case 'ready':
      return (
        <>
          <Banners />
          <CallBarIfMinimised />
          <RoomBarIfMinimised />
          <Panes />
        </>
      );
  }
}
