/** Starts the app: the shell at once, the client (cryptography, store, socket) while it is being looked at. */
import './style/all.css';
import type { OpenedPage } from '@sotto/core/linkCall/openedPage';
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

void start(takeLink());

/** Before anything else: the token leaves the address bar and the history. What the page was opened with, if anything. */
function takeLink(): OpenedPage | undefined {
  const { invitation, callLink, route } = locationToEntry(location.pathname, location.hash);
  openedInvitation.value = invitation;
  const linkText = callLink && `${location.origin}${callLink}`;
  if (linkText !== undefined) openLink(linkText);
  else recallLink();
  startNavigation(toFirstRoute());
  const text = linkText ?? invitation;
  return text === undefined ? undefined : { text, at: Date.now() };

  function toFirstRoute(): Route | undefined {
    if (invitation !== undefined) return { page: 'acceptInvitation' };
    return callLink !== undefined ? { page: 'join' } : route;
  }
}

async function start(opened: OpenedPage | undefined): Promise<void> {
  await showRememberedAppearance();
  followSettings();
  const root = document.getElementById('app');
  if (root !== null) render(<App />, root);
  try {
    // Behind the first picture, so that the larger download does not hold it up.
    await nextFrame();
    const platform = await import('./platform/startClient.ts');
    attachClient(await platform.startClient(opened));
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
