/**
 * The pictures and the sound of the call on screen, as the screens see them. The platform fills them; the screens
 * only attach them to elements. (`ClientView` says everything else about a call.)
 */
import type { ReadonlySignal } from '@preact/signals';

/** What a remote device sends, ready to be shown: frames arrive only after they were decrypted. */
export interface RemoteStreams {
  readonly picture: MediaStream;
  readonly sound: MediaStream;
  readonly screen: MediaStream;
  readonly screenSound: MediaStream;
}

/** Live streams of the current call; all `undefined` while there is none. */
export interface CallPictures {
  /** This device's camera, for the self view; `undefined` while it is off. */
  readonly localPicture: ReadonlySignal<MediaStream | undefined>;
  /** The other side's camera, decrypted; `undefined` until its track exists. */
  readonly remotePicture: ReadonlySignal<MediaStream | undefined>;
  /** The other side's sound, decrypted. Played by one `<audio>` element as long as the call lasts. */
  readonly remoteSound: ReadonlySignal<MediaStream | undefined>;
  /** The screen that this device shares; `undefined` while it shares none. */
  readonly localScreen: ReadonlySignal<MediaStream | undefined>;
  /** The screen that the other side shares, decrypted; nothing comes unless its media state says so. */
  readonly remoteScreen: ReadonlySignal<MediaStream | undefined>;
  /** The sound of that screen, decrypted. */
  readonly remoteScreenSound: ReadonlySignal<MediaStream | undefined>;
  /** What each connection brings, by its name: for link calls, which have several. */
  readonly remotes: ReadonlySignal<ReadonlyMap<string, RemoteStreams>>;
}
