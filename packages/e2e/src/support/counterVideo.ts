/**
 * A camera whose pictures can be told apart: every frame carries the camera's number and a frame counter as large
 * black and white blocks, readable after a codec at a low rate. So a test sees *whose* picture arrives, that it moves,
 * and how old it is.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** What a picture says. */
export interface CounterReading {
  /** The camera's number, 0–255. */
  readonly station: number;
  /** The frame's number, 0–{@link COUNTER_FRAMES} - 1; then it begins again. */
  readonly counter: number;
}

/** Frames in one round. */
export const COUNTER_FRAMES = 120;
/** Frames per second. */
export const COUNTER_RATE = 30;

const WIDTH = 320;
const HEIGHT = 240;
/** Eight columns (bits, highest first) by six rows (station, counter, check, reference, and two of movement). */
const COLUMNS = 8;
const BLOCK = 40;
/** Limited-range luma of BT.601. */
const BLACK = 16;
const WHITE = 235;
const GREY = 126;

/**
 * Writes the pictures of one camera, four seconds in I420.
 * @param station - 0–255, to tell cameras apart.
 * @returns the path of the `.y4m` file for {@link launchChromium}.
 */
export async function writeCounterVideo(directory: string, station: number): Promise<string> {
  const path = join(directory, `camera-${station}.y4m`);
  await using file = await open(path, 'w');
  await file.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${COUNTER_RATE}:1 Ip A1:1 C420jpeg\n`);
  for (let counter = 0; counter < COUNTER_FRAMES; counter++) {
    await file.write(Buffer.concat([Buffer.from('FRAME\n'), drawFrame(station, counter)]));
  }
  return path;
}

/**
 * Reads the picture that a `<video>` shows now; undefined if it shows none or one that is not such a camera's.
 * Runs in the page and refers to nothing outside itself: `page.$eval('video', readCounter)`.
 */
export function readCounter(video: Element): CounterReading | undefined {
  if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return undefined;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 120];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(video, 0, 0, 160, 120);
  /** Mean of the green values in the middle of a block; its rim suffers from the codec. */
  const brightnessOf = (column: number, row: number): number => {
    const { data } = context.getImageData(column * 20 + 6, row * 20 + 6, 8, 8);
    let sum = 0;
    for (let index = 1; index < data.length; index += 4) sum += data[index] ?? 0;
    return sum / 64;
  };
  const rowOf = (row: number) => Array.from({ length: 8 }, (_, column) => brightnessOf(column, row));
  const reference = rowOf(3);
  const middle = reference.reduce((sum, value) => sum + value, 0) / 8;
  if (!reference.every((value, column) => (column % 2 === 0 ? value > middle + 30 : value < middle - 30))) {
    return undefined;
  }
  const byteOf = (row: number) => rowOf(row).reduce((byte, value) => byte * 2 + (value > middle ? 1 : 0), 0);
  const [station, counter, check] = [byteOf(0), byteOf(1), byteOf(2)];
  return check === ((station * 7 + counter * 13 + 0x5a) & 0xff) ? { station, counter } : undefined;
}

function drawFrame(station: number, counter: number): Buffer {
  const check = (station * 7 + counter * 13 + 0x5a) & 0xff;
  const luma = Buffer.alloc(WIDTH * HEIGHT, GREY);
  for (const [row, byte] of [station, counter, check, 0b10101010].entries()) drawByte(luma, row, byte);
  drawMovement(luma, counter);
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([luma, chroma]);
}

function drawByte(luma: Buffer, row: number, byte: number): void {
  for (let column = 0; column < COLUMNS; column++) {
    const isSet = (byte >> (COLUMNS - 1 - column)) & 1;
    fill(luma, column * BLOCK, row * BLOCK, isSet ? WHITE : BLACK);
  }
}

/** A square that crosses the lower third, so that a codec has work to do and a person sees life. */
function drawMovement(luma: Buffer, counter: number): void {
  const along = (counter * (WIDTH - BLOCK)) / (COUNTER_FRAMES - 1);
  fill(luma, Math.round(along), 4.5 * BLOCK, WHITE);
}

function fill(luma: Buffer, left: number, top: number, value: number): void {
  for (let line = top; line < top + BLOCK; line++) {
    luma.fill(value, line * WIDTH + left, line * WIDTH + left + BLOCK);
  }
}
