/**
 * What one of several connections may send at the same time (spec/room.md, "Pictures"): the upstream is shared, and
 * nobody needs a picture that is larger than it is looked at. Pure.
 */
import type { SendSettings } from '../port/connectionQuality.ts';

/** Who gets what. */
export interface SendShare {
  /** How many people the picture goes to. */
  readonly receivers: number;
  /** How high this one looks at it, pixels; 0 for not at all. */
  readonly asked: number;
}

/** Bit/s that all pictures of this device may take together. */
const ALL_PICTURES = 2_500_000;
/** The heights that are sent: between them nothing changes. */
const HEIGHTS = [90, 180, 270, 360, 540, 720];
/** Each receiver has an encoder of its own: the more, the smaller each picture. */
const HIGHEST = [720, 720, 540];
const HIGHEST_FOR_MANY = 360;

/** The settings of one connection within its share. */
export function limitToShare(settings: SendSettings, { receivers, asked }: SendShare): SendSettings {
  const { camera } = settings;
  const highest = HIGHEST[receivers] ?? HIGHEST_FOR_MANY;
  const wanted = HEIGHTS.find(height => height >= asked) ?? highest;
  return {
    ...settings,
    camera: {
      ...camera,
      isPaused: camera.isPaused || asked === 0,
      bitrate: Math.min(camera.bitrate, ALL_PICTURES / Math.max(1, receivers)),
      height: Math.min(camera.height, highest, wanted),
    },
  };
}
