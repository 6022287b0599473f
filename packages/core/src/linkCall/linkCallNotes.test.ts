/** What of a call behind a link is written down: once per stay, with everybody who was met, and again after a reload. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemId, LinkId } from '@sotto/protocol/ids';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createLinkCallNotes } from './linkCallNotes.ts';
import { FIRST_FRAMES_MS } from './preparing.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

const linkId = 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId;

function setUp() {
  const said: string[] = [];
  const say = async (what: string) => void said.push(what);
  const id = 'item' as ItemId;
  const clock = createFakeClock();
  const notes = createLinkCallNotes({
    clock,
    callLog: {
      begin: ({ name }) => say(`begin ${name}`).then(() => id),
      goOn: ({ name }) => say(`goOn ${name}`).then(() => id),
      met: (_, names) => say(`met ${names.join()}`),
      ended: () => say('ended'),
    },
    links: { get: () => undefined, joined: (_, name) => say(`joined ${name}`) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const call = (...others: string[]) => {
    const people = ['Ada', ...others].map((name, at) => ({
      ...{ name, isMe: at === 0, isArriving: name === 'Eve' },
    }));
    return { linkId, name: 'Ada', view: () => ({ people }) } as unknown as RunningLinkCall;
  };
  const settled = () => new Promise(resolve => setImmediate(resolve));
  return { said, notes, call, settled, clock };
}

test('a stay is noted once, its people when they change, and its end', async () => {
  const { said, notes, call, settled } = setUp();
  const own = call('Ben', 'Eve');
  notes.inside(own);
  notes.inside(own);
  notes.ended(own);
  await settled();
  assert.deepEqual(said, ['joined Ada', 'begin ', 'met Ben', 'ended']);
});

test('a call that was never entered leaves nothing, and one after a reload goes on', async () => {
  const { said, notes, call, settled, clock } = setUp();
  notes.ended(call());
  notes.interrupted(linkId);
  notes.inside(call());
  notes.inside(call('Ben'));
  await clock.advance(FIRST_FRAMES_MS);
  await settled();
  assert.deepEqual(
    said.filter(each => !each.startsWith('met')),
    ['joined Ada', 'goOn ', 'joined Ada', 'begin '],
  );
});

test('nothing is written while the first frames are on their way', async () => {
  const { said, notes, call, settled, clock } = setUp();
  const own = call('Ben');
  notes.inside(own);
  await clock.advance(FIRST_FRAMES_MS - 1);
  await settled();
  assert.deepEqual(said, []);
  await clock.advance(1);
  await settled();
  assert.deepEqual(said, ['joined Ada', 'begin ', 'met Ben']);
  notes.ended(own);
  await clock.advance(FIRST_FRAMES_MS);
  await settled();
  assert.deepEqual(said.slice(3), ['ended']);
});

test('whoever was met is noted, even when gone before the note is written', async () => {
  const { said, notes, call, settled, clock } = setUp();
  const [together, alone] = [call('Ben'), call()];
  let now = together;
  const own = { linkId, name: 'Ada', view: () => now.view() } as RunningLinkCall;
  notes.inside(own);
  now = alone;
  notes.inside(own);
  await clock.advance(FIRST_FRAMES_MS);
  await settled();
  assert.deepEqual(said, ['joined Ada', 'begin ', 'met Ben']);
});
