/** The streams of calls: the platform's ports put them in, the screens show those of the call on screen. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

/** What a remote device sends, ready to be shown: frames arrive only after they were decrypted. */
export interface RemoteStreams {
  readonly picture: MediaStream;
  readonly sound: MediaStream;
  readonly screen: MediaStream;
  readonly screenSound: MediaStream;
}

/** The streams of all calls of this tab. */
export interface CallStreams {
  readonly localPicture: ReadonlySignal<MediaStream | undefined>;
  readonly remotePicture: ReadonlySignal<MediaStream | undefined>;
  readonly remoteSound: ReadonlySignal<MediaStream | undefined>;
  readonly localScreen: ReadonlySignal<MediaStream | undefined>;
  readonly remoteScreen: ReadonlySignal<MediaStream | undefined>;
  readonly remoteScreenSound: ReadonlySignal<MediaStream | undefined>;
  setLocalPicture(stream: MediaStream | undefined): void;
  setLocalScreen(stream: MediaStream | undefined): void;
  /** Adds or, with undefined, removes what the connection of this name brings. */
  setRemote(connection: string, streams: RemoteStreams | undefined): void;
  /** Tells which call is on screen, by its connection's name. */
  show(connection: string | undefined): void;
}

/** Makes an empty set of streams. */
export function createCallStreams(): CallStreams {
  const localPicture = signal<MediaStream | undefined>(undefined);
  const localScreen = signal<MediaStream | undefined>(undefined);
  const remote = signal<ReadonlyMap<string, RemoteStreams>>(new Map());
  const shown = signal<string | undefined>(undefined);
  const current = computed(() => (shown.value === undefined ? undefined : remote.value.get(shown.value)));
  return {
    localPicture,
    remotePicture: computed(() => current.value?.picture),
    remoteSound: computed(() => current.value?.sound),
    localScreen,
    remoteScreen: computed(() => current.value?.screen),
    remoteScreenSound: computed(() => current.value?.screenSound),
    setLocalScreen: stream => {
      localScreen.value = stream;
    },
    setLocalPicture: stream => {
      localPicture.value = stream;
    },
    setRemote: (connection, streams) => {
      const next = new Map(remote.peek());
      if (streams === undefined) next.delete(connection);
      else next.set(connection, streams);
      remote.value = next;
    },
    show: connection => {
      shown.value = connection;
    },
  };
}
