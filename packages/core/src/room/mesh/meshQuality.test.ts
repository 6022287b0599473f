import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import { createFakeClock } from '../../sim/fakeClock.ts';
import { QUIET } from '../roomSocial.ts';
import { createMeshQuality } from './meshQuality.ts';

test('a picture that is paused on the other side is said while that camera is on, until it comes again', () => {
  let theirs: MediaState = { ...QUIET, camera: true };
  let changes = 0;
  const clock = createFakeClock();
  const quality = createMeshQuality({
    needs: { clock, mine: () => QUIET, changed: () => changes++ } as never,
    channel: {} as never,
    peer: () => undefined,
    theirs: () => theirs,
    watched: () => 360,
    receivers: () => 1,
  });
  const isPaused = () => quality.facts().isTheirPicturePaused;
  assert.equal(isPaused(), false);
  quality.networkTold({ savesData: false, isPicturePaused: true });
  assert.equal(isPaused(), true);
  assert.equal(changes, 1, 'screens look again');
  quality.networkTold({ savesData: true, isPicturePaused: true });
  assert.equal(changes, 1);
  theirs = QUIET;
  assert.equal(isPaused(), false, 'no camera, no picture to pause');
  theirs = { ...QUIET, camera: true };
  quality.networkTold({ savesData: false, isPicturePaused: false });
  assert.equal(isPaused(), false);
});
