/**
 * What arrives of sound and picture, counted alike for the product and for bare connections. The page needs the probe
 * of `firstFrames.ts` or a bare side of `bareCall.ts`.
 */
import type { Page } from 'puppeteer-core';

/** Counted since the connection was opened. */
export interface ArrivalCounters {
  readonly samples: number;
  readonly concealed: number;
  readonly frames: number;
  readonly freezes: number;
  readonly frozenSeconds: number;
  readonly soundBytes: number;
  readonly pictureBytes: number;
}

/** What arrived in a stretch of time. */
export interface Arrivals {
  /** Share of the sound that was made up, 0–1. */
  readonly concealed: number;
  /** Pictures decoded per second. */
  readonly framerate: number;
  /** Per minute. */
  readonly freezes: number;
  /** Share of the time, 0–1. */
  readonly frozen: number;
  /** kbit/s. */
  readonly sound: number;
  readonly picture: number;
}

/** Counts on all pages for so long, and gives the mean. */
export async function measureArrivals(pages: readonly Page[], ms: number): Promise<Arrivals> {
  const look = () => Promise.all(pages.map(page => page.evaluate(readArrivals)));
  const before = await look();
  const began = performance.now();
  await new Promise(resolve => setTimeout(resolve, ms));
  const after = await look();
  const seconds = (performance.now() - began) / 1000;
  return meanArrivals(
    after.map((counters, index) => toArrivals(before[index] ?? counters, counters, seconds)),
  );
}

/** The mean of each figure. */
export function meanArrivals(all: readonly Arrivals[]): Arrivals {
  const mean = (figure: keyof Arrivals) => all.reduce((sum, each) => sum + each[figure], 0) / all.length;
  return {
    ...{ concealed: mean('concealed'), framerate: mean('framerate'), freezes: mean('freezes') },
    ...{ frozen: mean('frozen'), sound: mean('sound'), picture: mean('picture') },
  };
}

function toArrivals(before: ArrivalCounters, after: ArrivalCounters, seconds: number): Arrivals {
  const grown = (counter: keyof ArrivalCounters) => after[counter] - before[counter];
  return {
    concealed: grown('concealed') / Math.max(1, grown('samples')),
    framerate: grown('frames') / seconds,
    freezes: (grown('freezes') / seconds) * 60,
    frozen: grown('frozenSeconds') / seconds,
    sound: (grown('soundBytes') * 8) / seconds / 1000,
    picture: (grown('pictureBytes') * 8) / seconds / 1000,
  };
}

/** Runs in the page and refers to nothing outside itself. */
async function readArrivals(): Promise<ArrivalCounters> {
  const bare = window.sottoBare as Window['sottoBare'] | undefined;
  const connection = bare?.connection ?? window.sottoProbe.connections.at(-1);
  if (connection === undefined) throw new Error('there is no connection to measure');
  const [sound, picture] = connection.getTransceivers().map(({ receiver }) => receiver.track.id);
  const all = [...(await connection.getStats()).values()].filter(({ type }) => type === 'inbound-rtp');
  const of = (track: string | undefined, counter: string): number =>
    all.find(({ trackIdentifier }) => trackIdentifier === track)?.[counter] ?? 0;
  return {
    samples: of(sound, 'totalSamplesReceived'),
    concealed: of(sound, 'concealedSamples'),
    frames: of(picture, 'framesDecoded'),
    freezes: of(picture, 'freezeCount'),
    frozenSeconds: of(picture, 'totalFreezesDuration'),
    soundBytes: of(sound, 'bytesReceived') + of(sound, 'headerBytesReceived'),
    pictureBytes: of(picture, 'bytesReceived') + of(picture, 'headerBytesReceived'),
  };
}
