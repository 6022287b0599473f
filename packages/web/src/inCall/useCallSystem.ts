/** A running call and the system around it: the screen stays awake for pictures, media keys mute and hang up. */
import { useEffect, useRef } from 'preact/hooks';
import { type OwnSide, toggleCamera, toggleMicrophone } from './callActions.ts';

/** Connects a call with the system while its screen is there. `isSeen`: there are pictures to look at. */
export function useCallSystem(call: OwnSide, isSeen: boolean, hangUp: () => void): void {
  useWakeLock(isSeen);
  useMediaSession(call, hangUp);
}

/** The system takes the lock back whenever the page is hidden. */
function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const acquire = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const acquired = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (isOver) void acquired?.release();
      else lock = acquired;
    };
    const change = () => void acquire();
    change();
    document.addEventListener('visibilitychange', change);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', change);
      void lock?.release().catch(() => undefined);
    };
  }, [isWanted]);
}

/** Newer than the standard's types. */
interface CallSession {
  setActionHandler(action: string, handler: (() => void) | null): void;
  setMicrophoneActive?(active: boolean): void;
  setCameraActive?(active: boolean): void;
}

function useMediaSession(call: OwnSide, hangUp: () => void): void {
  const latest = useRef(call);
  latest.current = call;
  const { microphone, camera } = call.mine;
  useEffect(() => {
    const session = mediaSession();
    if (session === undefined) return;
    // Shown on lock screens: no name.
    navigator.mediaSession.metadata = new MediaMetadata({ title: 'Sotto' });
    const handlers = {
      togglemicrophone: () => toggleMicrophone(latest.current),
      togglecamera: () => toggleCamera(latest.current),
      hangup: hangUp,
    };
    for (const [action, handler] of Object.entries(handlers)) setHandler(session, action, handler);
    return () => {
      for (const action of Object.keys(handlers)) setHandler(session, action, null);
      navigator.mediaSession.metadata = null;
    };
  }, []);
  useEffect(() => {
    mediaSession()?.setMicrophoneActive?.(microphone);
    mediaSession()?.setCameraActive?.(camera);
  }, [microphone, camera]);
}

function mediaSession(): CallSession | undefined {
  return 'mediaSession' in navigator ? (navigator.mediaSession as CallSession) : undefined;
}

/** An action that the browser does not know throws. */
function setHandler(session: CallSession, action: string, handler: (() => void) | null): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // The buttons on the page do the same.
  }
}
