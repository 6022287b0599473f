/** The screen that this device shares in a call (spec/call.md, "Devices"). Picked by the person each time anew. */
import type { CapturedScreen, LocalTrack, MediaPort } from '../port/media.ts';

/** At most one shared screen. */
export class LocalScreen {
  readonly #media: MediaPort;
  readonly #changed: () => void;
  #shared: CapturedScreen | undefined;
  /** The newest question to the person; an older answer is not wanted any more. */
  #asked = 0;

  constructor(media: MediaPort, changed: () => void) {
    this.#media = media;
    this.#changed = changed;
  }

  /** Whether a screen is being shared. */
  isShared(): boolean {
    return this.#shared !== undefined;
  }

  /** The track to send. */
  track(kind: 'screen' | 'screenSound'): LocalTrack | undefined {
    return kind === 'screen' ? this.#shared?.picture : this.#shared?.sound;
  }

  /** Lets the person pick a screen; another one replaces the first. */
  share(): void {
    this.#asked += 1;
    const question = this.#asked;
    void this.#media.captureScreen().then(captured => {
      if (!captured.ok) return;
      if (question === this.#asked) this.#take(captured.value);
      else letGo(captured.value);
    });
  }

  /** Shares no more, and does not want the answer to an open question. */
  stop(): void {
    this.#asked += 1;
    const shared = this.#shared;
    this.#shared = undefined;
    if (shared !== undefined) letGo(shared);
  }

  // The browser's own bar can stop either track by itself.
  #take(captured: CapturedScreen): void {
    if (this.#shared !== undefined) letGo(this.#shared);
    this.#shared = captured;
    captured.picture.onLost(() => {
      if (this.#shared?.picture !== captured.picture) return;
      this.stop();
      this.#changed();
    });
    captured.sound?.onLost(() => {
      if (this.#shared !== captured) return;
      this.#shared = { ...captured, sound: undefined };
      this.#changed();
    });
    this.#changed();
  }
}

function letGo({ picture, sound }: CapturedScreen): void {
  picture.stop();
  sound?.stop();
}
