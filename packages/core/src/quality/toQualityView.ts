/** The quality of a call as a screen sees it (`client/view.ts`). Pure. */
import type { QualityView, StreamView } from '../client/view.ts';
import type { ConnectionSample, ReceivedSample, SentSample, StreamSample } from './connectionSample.ts';
import type { QualityFacts } from './qualityWatch.ts';
import { isCameraTooMuch, LOST_AFTER_MS, type RecentConnection, rate, samplesToRecent } from './rating.ts';

/** What is shown is made from this. */
export interface QualityMaterial {
  /** The last seconds, oldest first. */
  readonly samples: readonly ConnectionSample[];
  /** What is sent of the camera. */
  readonly picture: QualityView['picture'];
  readonly facts: QualityFacts;
  /** Milliseconds since anything arrived that should. */
  readonly quietFor: number;
}

/** The view. */
export function toQualityView({ samples, picture, facts, quietFor }: QualityMaterial): QualityView {
  const recent = samplesToRecent(samples);
  const sample = samples.at(-1);
  const mine = rate(recent.lossOut, recent.rateOut);
  const theirs = quietFor >= LOST_AFTER_MS ? 'lost' : rate(recent.lossIn, 1);
  const isPictureShown = facts.hasCamera && !facts.savesData;
  return {
    mine,
    theirs,
    advice: facts.hasCamera && isCameraTooMuch(recent) ? 'cameraOff' : undefined,
    picture: isPictureShown ? picture : 'full',
    isTheirPicturePaused: facts.theirNetwork?.isPicturePaused ?? false,
    savesData: facts.savesData || facts.theirNetwork?.savesData === true,
    figures: sample && toFigures(sample, recent),
  };
}

function toFigures(sample: ConnectionSample, recent: RecentConnection): QualityView['figures'] {
  const { sent, received } = sample;
  return {
    roundTrip: sample.roundTrip,
    route: sample.route,
    lossOut: recent.lossOut,
    lossIn: recent.lossIn,
    jitter: received.sound?.jitter,
    concealed: received.sound?.concealed,
    sent: { sound: toStream(sent.sound), camera: toStream(sent.camera), screen: toStream(sent.screen) },
    received: {
      ...{ sound: toStream(received.sound), camera: toStream(received.camera) },
      screen: toStream(received.screen),
    },
  };
}

/** Undefined while nothing flows. */
function toStream(
  stream: (StreamSample & Partial<SentSample & ReceivedSample>) | undefined,
): StreamView | undefined {
  if (stream === undefined || stream.packets === 0) return undefined;
  const { bitrate, codec, width, height, framerate } = stream;
  return { bitrate, codec, width, height, framerate };
}
