/** Where the tiles of a link call go: a grid that fills its area, or a large place with a strip beside it. Pure geometry. */
import type { Size } from '../inCall/placement.ts';

/** A place, in CSS pixels from the upper left corner of the area. */
export interface Place extends Size {
  readonly x: number;
  readonly y: number;
}

/** One large place, and the others in a strip. */
export interface StagePlaces {
  readonly main: Place;
  readonly strip: readonly Place[];
}

/** Between tiles, in CSS pixels. */
export const TILE_GAP = 8;

/** Shape of an average picture: what the value of a tile is measured by. In a phone's hand many are upright. */
const CAMERA_RATIO = { wide: 1.5, upright: 1 } as const;
/** Widest and narrowest tiles (width / height): beyond them too much of a picture would be cut away. */
const WIDEST = 16 / 9;
const NARROWEST = { wide: 1.2, upright: 0.72 } as const;
/** Share of the area that the strip takes, on its longer side. */
const STRIP_SHARE = { beside: 0.22, below: 0.24 } as const;

/** Places for `count` tiles of one size, row by row; the last row is centred. Empty for an area without size. */
export function placeGrid(count: number, area: Size, shape = toShape(area)): readonly Place[] {
  if (count === 0 || area.width <= 0 || area.height <= 0) return [];
  if (count === 1) return [{ x: 0, y: 0, ...area }];
  const columns = bestColumns(count, area, shape);
  const tile = tileIn(count, columns, area, shape);
  return Array.from({ length: count }, (_, index) => placeOf(index, count, columns, tile, area));
}

/** Places for one large tile and `others` small ones: beside it, or below it in an upright area. */
export function placeStage(others: number, area: Size): StagePlaces {
  if (others === 0) return { main: { x: 0, y: 0, ...area }, strip: [] };
  return toShape(area) === 'upright' ? placeBelow(others, area) : placeBeside(others, area);
}

function placeBeside(others: number, area: Size): StagePlaces {
  const width = Math.round(area.width * STRIP_SHARE.beside);
  const x = area.width - width;
  const main = { x: 0, y: 0, width: x - TILE_GAP, height: area.height };
  return {
    main,
    strip: shifted(placeGrid(others, stripArea(others, { width, height: area.height }), 'wide'), x, 0),
  };
}

function placeBelow(others: number, area: Size): StagePlaces {
  const height = Math.round(area.height * STRIP_SHARE.below);
  const y = area.height - height;
  const main = { x: 0, y: 0, width: area.width, height: y - TILE_GAP };
  return {
    main,
    strip: shifted(placeGrid(others, stripArea(others, { width: area.width, height }), 'wide'), 0, y),
  };
}

/** A single small tile has the shape of a camera, too. */
function stripArea(others: number, strip: Size): Size {
  if (others > 1) return strip;
  return {
    width: Math.min(strip.width, strip.height * WIDEST),
    height: Math.min(strip.height, strip.width / CAMERA_RATIO.wide),
  };
}

function shifted(places: readonly Place[], x: number, y: number): readonly Place[] {
  return places.map(place => ({ ...place, x: place.x + x, y: place.y + y }));
}

/** What tiles are like: in an upright area many pictures are upright, too. */
type Shape = 'wide' | 'upright';

function toShape(area: Size): Shape {
  return area.height > area.width ? 'upright' : 'wide';
}

function bestColumns(count: number, area: Size, shape: Shape): number {
  let best = 1;
  for (let columns = 2; columns <= count; columns += 1) {
    if (worthOf(count, columns, area, shape) > worthOf(count, best, area, shape)) best = columns;
  }
  return best;
}

/** How large a tile would be, and how much of a picture it would show. */
function worthOf(count: number, columns: number, area: Size, shape: Shape): number {
  const { width, height } = tileIn(count, columns, area, shape);
  const ratio = width / height / CAMERA_RATIO[shape];
  return width * height * Math.min(ratio, 1 / ratio);
}

function tileIn(count: number, columns: number, area: Size, shape: Shape): Size {
  const rows = Math.ceil(count / columns);
  const width = Math.max(1, (area.width - TILE_GAP * (columns - 1)) / columns);
  const height = Math.max(1, (area.height - TILE_GAP * (rows - 1)) / rows);
  return { width: Math.min(width, height * WIDEST), height: Math.min(height, width / NARROWEST[shape]) };
}

function placeOf(index: number, count: number, columns: number, tile: Size, area: Size): Place {
  const row = Math.floor(index / columns);
  const rows = Math.ceil(count / columns);
  const inRow = row === rows - 1 ? count - row * columns : columns;
  return {
    x: start(inRow, tile.width, area.width) + (index % columns) * (tile.width + TILE_GAP),
    y: start(rows, tile.height, area.height) + row * (tile.height + TILE_GAP),
    ...tile,
  };
}

/** Where a row of things begins that stands in the middle. */
function start(count: number, each: number, whole: number): number {
  return (whole - count * each - (count - 1) * TILE_GAP) / 2;
}
