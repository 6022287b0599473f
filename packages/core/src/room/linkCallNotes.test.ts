/** What of a call behind a link is written down: once per stay, with everybody who was met, and again after a reload. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemId, LinkId } from '@sotto/protocol/ids';
import { createLinkCallNotes } from './linkCallNotes.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

const linkId = 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId;

function setUp() {
  const said: string[] = [];
  const say = async (what: string) => void said.push(what);
  const id = 'item' as ItemId;
  const notes = createLinkCallNotes({
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
  return { said, notes, call, settled };
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
  const { said, notes, call, settled } = setUp();
  notes.ended(call());
  notes.interrupted(linkId);
  notes.inside(call());
  notes.inside(call('Ben'));
  await settled();
  assert.deepEqual(
    said.filter(each => !each.startsWith('met')),
    ['joined Ada', 'joined Ada', 'goOn ', 'begin '],
  );
});
