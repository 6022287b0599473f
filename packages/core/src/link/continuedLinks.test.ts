/** Which links a contact can make this device follow, to go on with their call there (spec/call.md, "Another device"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallId, ContactId, LinkId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import { createContinuedLinks } from './continuedLinks.ts';
import type { KnownLink } from './linkList.ts';

const [ANN, EVE] = ['ann', 'eve'] as ContactId[] as [ContactId, ContactId];
const CALL = 'call' as CallId;
const LINK = 'link' as LinkId;

/** What a link has that is made for going on behind it. */
const ALONE = { policy: 'ask', terms: { once: true } };

/** Links of which the server shows a record of this host. */
function createLinks(host: ContactId, known: readonly LinkId[] = [], shown: Partial<typeof ALONE> = {}) {
  const links = new Map(known.map(linkId => [linkId, { linkId } as KnownLink]));
  const continued = createContinuedLinks(
    {
      own: undefined as never,
      people: { withHostKey: () => ({ id: host }) } as never,
      trusted: {
        keys: async () => ({ linkId: LINK }),
        meet: async () => void links.set(LINK, { linkId: LINK } as KnownLink),
        read: async () => success({ record: { hostKey: new Uint8Array(32), ...ALONE, ...shown } }),
        list: {
          get: (linkId: LinkId) => links.get(linkId),
          change: async (linkId: LinkId, edit: (link: KnownLink) => KnownLink) =>
            void links.set(linkId, edit(links.get(linkId) as KnownLink)),
          forget: async (linkId: LinkId) => void links.delete(linkId),
        },
      } as never,
    },
    'https://sotto.test',
  );
  return { continued, links };
}

test('only a link of the contact itself is followed, and only one made for this', async () => {
  const of = { contactId: ANN, callId: CALL };
  const own = createLinks(ANN);
  assert.equal(await own.continued.meet(of, new Uint8Array(16)), LINK);
  assert.deepEqual(own.links.get(LINK)?.of, of);
  const foreign = createLinks(EVE);
  assert.equal(await foreign.continued.meet(of, new Uint8Array(16)), undefined);
  assert.equal(foreign.links.size, 0);
  const known = createLinks(ANN, [LINK]);
  assert.equal(await known.continued.meet(of, new Uint8Array(16)), undefined);
  assert.equal(known.links.get(LINK)?.of, undefined);
  for (const shown of [{ policy: 'open' }, { terms: { once: false } }]) {
    const open = createLinks(ANN, [], shown);
    assert.equal(await open.continued.meet(of, new Uint8Array(16)), undefined);
    assert.equal(open.links.size, 0);
  }
});
