/** What a page plays outside of its document, which is how calls ring. */
import { type Person, until } from './person.ts';

/** A tone that plays: how long one round is, seconds, and how loud. */
export interface Sounding {
  readonly seconds: number;
  readonly volume: number;
}

/** What a caller hears. */
export const RING_BACK: Sounding = { seconds: 4.2, volume: 0.25 };

/** Waits until exactly these tones play. */
export async function sounds(person: Person, ...tones: readonly Sounding[]): Promise<void> {
  const isSame = (heard: readonly Sounding[]) =>
    heard.length === tones.length &&
    heard.every(({ seconds, volume }, index) => {
      const tone = tones[index];
      return (
        tone !== undefined && Math.abs(seconds - tone.seconds) < 0.05 && Math.abs(volume - tone.volume) < 0.01
      );
    });
  await until(
    async () => isSame(await soundsOf(person)),
    async () => JSON.stringify(await soundsOf(person)),
  );
}

/** What plays now. */
export function soundsOf({ page }: Person): Promise<readonly Sounding[]> {
  return page.evaluate(() =>
    (globalThis as unknown as { readonly tones: ReadonlySet<HTMLAudioElement> }).tones
      .values()
      .filter(sound => !sound.paused && sound.volume > 0 && sound.currentTime > 0)
      .map(({ duration, volume }) => ({ seconds: duration, volume }))
      .toArray(),
  );
}

/** Keeps what plays without being part of the page. */
export async function recordTones({ page }: Person): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const tones = new Set<HTMLMediaElement>();
    Object.assign(globalThis, { tones });
    const { play } = HTMLMediaElement.prototype;
    const silence = globalThis as { isSilenced?: boolean };
    addEventListener('pointerup', () => delete silence.isSilenced, { capture: true });
    HTMLMediaElement.prototype.play = function () {
      if (silence.isSilenced) return Promise.reject(new DOMException('no gesture yet', 'NotAllowedError'));
      if (!this.isConnected) tones.add(this);
      return play.call(this);
    };
  });
}

/** A gesture, as the browser understands it. */
export async function touch({ page }: Person): Promise<void> {
  await page.bringToFront();
  await page.mouse.click(3, 3);
}
