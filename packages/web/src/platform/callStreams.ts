/** The streams of calls: the platform's ports put them in, the screens show those of the call on screen. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { CallPictures, RemoteStreams } from '../inCall/pictures.ts';

/** The streams of all calls of this tab. */
export interface CallStreams extends CallPictures {
  setLocalPicture(stream: MediaStream | undefined): void;
  setLocalScreen(stream: MediaStream | undefined): void;
  /**
   * Shows what `owner`, the newest connection of this name, brings; an earlier one's is forgotten. `hear` is told whether
   * its sound is to be passed on; until then it must not be.
   */
  setRemote(
    connection: string,
    owner: string,
    streams: RemoteStreams,
    hear: (isHeard: boolean) => void,
  ): void;
  /** Forgets what `owner` brought. Does nothing when another connection has taken the name over. */
  removeRemote(connection: string, owner: string): void;
  /** Tells which call is on screen, by its connection's name, and whether it is heard: who is called has to accept first. */
  show(connection: string | undefined, isHeard: boolean): void;
  /** Tells of the connections of a link call whether each is heard: nobody is before both have joined. */
  hear(connections: ReadonlyMap<string, boolean>): void;
}

interface Owned {
  readonly owner: string;
  readonly streams: RemoteStreams;
  readonly hear: (isHeard: boolean) => void;
}

/** Makes an empty set of streams. */
export function createCallStreams(): CallStreams {
  const localPicture = signal<MediaStream | undefined>(undefined);
  const localScreen = signal<MediaStream | undefined>(undefined);
  const remote = signal<ReadonlyMap<string, Owned>>(new Map());
  const shown = signal<string | undefined>(undefined);
  const isShownHeard = signal(false);
  const owned = computed(() => (shown.value === undefined ? undefined : remote.value.get(shown.value)));
  const current = computed(() => owned.value?.streams);
  const heard = signal<ReadonlyMap<string, boolean>>(new Map());
  // Where the frames are opened, because that waits for no screen and holds for whatever plays them: a caller whose app
  // is not ours may send sound as soon as there is a path, while it still rings. Switching tracks holds up the page.
  effect(() => owned.value?.hear(isShownHeard.value));
  effect(() => {
    for (const [connection, isHeard] of heard.value) remote.value.get(connection)?.hear(isHeard);
  });
  return {
    localPicture,
    remotePicture: computed(() => current.value?.picture),
    remoteSound: computed(() => current.value?.sound),
    localScreen,
    remoteScreen: computed(() => current.value?.screen),
    remoteScreenSound: computed(() => current.value?.screenSound),
    remotes: computed(() => new Map([...remote.value].map(([name, { streams }]) => [name, streams]))),
    setLocalScreen: stream => {
      localScreen.value = stream;
    },
    setLocalPicture: stream => {
      localPicture.value = stream;
    },
    setRemote: (connection, owner, streams, hear) => {
      remote.value = new Map(remote.peek()).set(connection, { owner, streams, hear });
    },
    removeRemote: (connection, owner) => {
      // A connection may be closed after the one that replaces it was opened.
      if (remote.peek().get(connection)?.owner !== owner) return;
      const next = new Map(remote.peek());
      next.delete(connection);
      remote.value = next;
    },
    show: (connection, isHeard) => {
      batch(() => {
        isShownHeard.value = isHeard;
        shown.value = connection;
      });
    },
    hear: connections => {
      const known = heard.peek();
      const isSame =
        known.size === connections.size &&
        [...connections].every(([connection, isHeard]) => known.get(connection) === isHeard);
      if (!isSame) heard.value = connections;
    },
  };
}
