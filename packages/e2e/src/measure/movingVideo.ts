/**
 * A camera that gives an encoder as much to do as a person in a room: a textured background that sways a little, and
 * something larger that moves before it. The same pictures every time.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Lines of a full picture. */
const HEIGHT = 360;
const RATE = 30;
const SECONDS = 4;
/** Side of the texture, which repeats. */
const TEXTURE = 512;
/** Of a full picture. */
const HEAD = 84;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes the pictures, four seconds in I420 that end as they begin.
 * @param height - lines of each picture, which is 16:9.
 * @param rate - pictures per second.
 * @returns the path of the `.y4m` file for `launchChromium`.
 */
export async function writeMovingVideo(directory: string, height = HEIGHT, rate = RATE): Promise<string> {
  const path = join(directory, `moving-${height}-${rate}.y4m`);
  const size = { width: (height * 16) / 9, height };
  const texture = drawTexture();
  await using file = await open(path, 'w');
  await file.write(`YUV4MPEG2 W${size.width} H${size.height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  const frames = rate * SECONDS;
  for (let frame = 0; frame < frames; frame++)
    await file.write(Buffer.concat([Buffer.from('FRAME\n'), drawFrame(texture, frame / frames, size)]));
  return path;
}

/** Smooth noise of several sizes: neither flat, which costs nothing, nor white, which no codec can save. */
function drawTexture(): Uint8Array {
  const texture = new Uint8Array(TEXTURE * TEXTURE);
  for (let y = 0; y < TEXTURE; y++) {
    for (let x = 0; x < TEXTURE; x++) {
      texture[y * TEXTURE + x] =
        128 + 48 * noise(x / 64, y / 64, 8) + 26 * noise(x / 16, y / 16, 32) + 12 * noise(x / 4, y / 4, 128);
    }
  }
  return texture;
}

/** Between -1 and 1; repeats after `size` in both directions. */
function noise(x: number, y: number, size: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [along, down] = [ease(x - left), ease(y - top)];
  const at = (column: number, row: number) => hash((left + column) % size, (top + row) % size);
  const upper = at(0, 0) + (at(1, 0) - at(0, 0)) * along;
  const lower = at(0, 1) + (at(1, 1) - at(0, 1)) * along;
  return upper + (lower - upper) * down;
}

function hash(x: number, y: number): number {
  let mixed = Math.imul(x + 1, 0x27d4eb2d) ^ Math.imul(y + 1, 0x165667b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) / 0x8000_0000 - 1;
}

function ease(share: number): number {
  return share * share * (3 - 2 * share);
}

/** @param share - of a whole round. */
function drawFrame(texture: Uint8Array, share: number, { width, height }: Size): Buffer {
  const scale = height / HEIGHT;
  const turn = share * 2 * Math.PI;
  const [sway, rise] = [Math.round(10 * Math.sin(turn) + 256), Math.round(4 * Math.cos(2 * turn) + 256)];
  const [headX, headY] = [
    width / 2 + scale * 90 * Math.sin(turn),
    height / 2 + scale * 24 * Math.sin(2 * turn),
  ];
  const picture = Buffer.alloc((width * height * 3) / 2, 128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isHead = (x - headX) ** 2 + (y - headY) ** 2 < (scale * HEAD) ** 2;
      const [fromX, fromY] = isHead ? [x - headX + 100, y - headY + 100] : [x + sway, y + rise];
      const at = (Math.floor(fromY) % TEXTURE) * TEXTURE + (Math.floor(fromX) % TEXTURE);
      picture[y * width + x] = isHead ? 255 - (texture[at] ?? 0) : (texture[at] ?? 0);
    }
  }
  return picture;
}
