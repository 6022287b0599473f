/** Starts the app: the shell at once, the client (cryptography, store, socket) while it is being looked at. */
import './style/all.css';
import { render } from 'preact';
import { App } from './app/App.tsx';
import { followSettings, showRememberedAppearance } from './appearance.ts';
import { preloadCallScreen } from './call/CallLayer.tsx';
import { startNavigation } from './navigation.ts';
import { openedInvitation } from './openedInvitation.ts';
import { openLink, recallLink } from './openedLink.ts';
import { preloadRoomScreen } from './room/RoomLayer.tsx';
import { locationToEntry, type Route } from './route.ts';
import { attachClient, loadFailed } from './session.ts';

takeLink();
void start();

/** Before anything else: the token leaves the address bar and the history. */
function takeLink(): void {
  const { invitation, callLink, route } = locationToEntry(location.pathname, location.hash);
  openedInvitation.value = invitation;
  if (callLink !== undefined) openLink(`${location.origin}${callLink}`);
  else recallLink();
  startNavigation(toFirstRoute());

  function toFirstRoute(): Route | undefined {
    if (invitation !== undefined) return { page: 'acceptInvitation' };
    return callLink !== undefined ? { page: 'join' } : route;
  }
}

async function start(): Promise<void> {
  await showRememberedAppearance();
  followSettings();
  const root = document.getElementById('app');
  if (root !== null) render(<App />, root);
  try {
    // Behind the first picture, so that the larger download does not hold it up.
    await nextFrame();
    const platform = await import('./platform/startClient.ts');
    attachClient(await platform.startClient());
    void preloadCallScreen();
    void preloadRoomScreen();
  } catch {
    loadFailed.value = true;
  }
}

/** A covered page gets no frames. */
function nextFrame(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, 50);
  });
}
