import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Size } from '../inCall/placement.ts';
import { type Place, placeGrid, placeStage, TILE_GAP } from './tilePlacement.ts';

const DESKTOP = { width: 1248, height: 600 };
const PHONE = { width: 374, height: 600 };
const AREAS: readonly Size[] = [
  DESKTOP,
  PHONE,
  { width: 844, height: 250 },
  { width: 200, height: 900 },
  { width: 700, height: 700 },
  { width: 3400, height: 1300 },
];

function columnsOf(places: readonly Place[]): number {
  return places.filter(place => Math.abs(place.y - (places[0]?.y ?? 0)) < 1).length;
}

function assertInside(places: readonly Place[], area: Size): void {
  for (const { x, y, width, height } of places) {
    assert.ok(width > 0 && height > 0, `${width} × ${height}`);
    assert.ok(x > -0.01 && y > -0.01 && x + width < area.width + 0.01 && y + height < area.height + 0.01);
  }
}

function assertApart(places: readonly Place[]): void {
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      const beside = one.x + one.width + TILE_GAP <= other.x + 0.01 || other.x + other.width <= one.x;
      const below = one.y + one.height + TILE_GAP <= other.y + 0.01 || other.y + other.height <= one.y;
      assert.ok(beside || below);
    }
  }
}

test('tiles of one size lie inside the area and apart, whatever the window and however many people', () => {
  for (const area of AREAS) {
    for (let count = 0; count <= 16; count += 1) {
      const places = placeGrid(count, area);
      assert.equal(places.length, count);
      assert.equal(new Set(places.map(({ width, height }) => `${width} ${height}`)).size, Math.min(count, 1));
      assertInside(places, area);
      assertApart(places);
    }
  }
});

test('on a wide screen two stand side by side, three and four in two columns, eight in three or four', () => {
  assert.equal(columnsOf(placeGrid(2, DESKTOP)), 2);
  assert.equal(columnsOf(placeGrid(3, DESKTOP)), 2);
  assert.equal(columnsOf(placeGrid(4, DESKTOP)), 2);
  assert.equal(columnsOf(placeGrid(5, DESKTOP)), 3);
  assert.ok(columnsOf(placeGrid(8, DESKTOP)) >= 3);
});

test('on a phone two and three stand one below the other, more in two columns', () => {
  assert.equal(columnsOf(placeGrid(2, PHONE)), 1);
  for (const count of [4, 5, 6, 8]) assert.equal(columnsOf(placeGrid(count, PHONE)), 2, String(count));
});

test('the grid uses most of a common window', () => {
  for (const area of [DESKTOP, PHONE]) {
    for (let count = 1; count <= 8; count += 1) {
      const used = placeGrid(count, area).reduce((sum, { width, height }) => sum + width * height, 0);
      assert.ok(used / (area.width * area.height) > 0.6, `${count} in ${area.width} × ${area.height}`);
    }
  }
});

test('a short last row stands in the middle', () => {
  const [first, second, last] = placeGrid(3, DESKTOP);
  assert.ok(first !== undefined && second !== undefined && last !== undefined);
  assert.ok(Math.abs(last.x + last.width / 2 - (first.x + second.x + second.width) / 2) < 0.01);
});

test('a large place has the small ones beside it, or below it where the area is upright', () => {
  for (const area of AREAS) {
    for (let others = 0; others <= 8; others += 1) {
      const { main, strip } = placeStage(others, area);
      assert.equal(strip.length, others);
      assertInside([main, ...strip], area);
      assertApart([main, ...strip]);
      if (others > 0) assert.equal(area.height > area.width, (strip[0]?.y ?? 0) >= main.height);
    }
  }
});

test('an area without size has no places', () => {
  assert.deepEqual(placeGrid(3, { width: 0, height: 100 }), []);
});
