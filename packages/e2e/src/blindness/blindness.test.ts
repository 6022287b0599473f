/**
 * The server is blind (security, "What the server may know"): people use the product through a real server and relay,
 * and then everything that these have stored, logged, sent and received is searched for what they must never have had.
 */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readTable } from '../support/readStore.ts';
import { type RelayTap, startRelayTap } from '../support/relayTap.ts';
import { type Character, createWorld, type World } from '../support/world.ts';
import { findMarkers, type Haystack, idMarkers, type Marker, textMarker } from './markers.ts';

const INVITER: Character = { name: 'Adelheid Wintergarten', station: 21, hertz: 600 };
const INVITED: Character = { name: 'Benedict Ölmühle 🦊', station: 42, hertz: 1000 };
const TEXTS = [
  'The nightingale lands at half past seven',
  'Bring the blue umbrella, s’il vous plaît',
  'Written while nobody was listening',
  `A long one: ${'walnut and saffron '.repeat(90)}`,
] as const;
const LOCAL_NAME = 'My secret neighbour';
/** Where coturn would leave traces if it were allowed to (its own defaults). */
const RELAY_TRACES = ['/var/log/turn*', '/var/tmp/turn*', '/tmp/turn*', '/var/lib/turn/*', 'turn*.log'];

test('names, texts, tokens, contacts and calls are nowhere on the server, in its log, or in any traffic', async t => {
  await using relay = await startRelayTap();
  const world = await createWorld({
    people: [INVITER, INVITED],
    environment: relay.environment,
    hasTap: true,
  });
  try {
    const tokens = await useTheProduct(world);
    const markers = [
      ...[INVITER.name, INVITED.name, LOCAL_NAME, ...TEXTS].map(text =>
        textMarker(`"${text.slice(0, 20)}"`, text),
      ),
      ...tokens.flatMap(token => idMarkers('an invitation token', token)),
      ...(await collectIds(world)),
    ];
    const haystacks = await collectHaystacks(world, relay);
    const bytes = haystacks.reduce((sum, haystack) => sum + haystack.bytes.length, 0);
    t.diagnostic(`${markers.length} markers, ${haystacks.length} places, ${Math.round(bytes / 1024)} KiB`);
    assert.deepEqual(findMarkers(markers, haystacks), []);
    await assertThatTheSearchWorks(world, haystacks);
  } finally {
    await world[Symbol.asyncDispose]();
  }
});

/** @returns the tokens of all invitations. */
async function useTheProduct(world: World): Promise<readonly string[]> {
  const { ada, ben, origin } = world;
  const withdrawn = await ada.invite();
  await ada.visit(origin);
  const used = await ada.invite();
  await ben.visit(withdrawn);
  await ben.sees('invites you');
  await ben.accept(used);
  await ada.open(INVITED.name);
  await ada.write(TEXTS[0]);
  await ben.hasItems(TEXTS[0]);
  await ben.write(TEXTS[1]);
  await ada.hasItems(TEXTS[1]);
  await ben.page.goto('about:blank');
  await ada.write(TEXTS[2]);
  await ada.write(TEXTS[3]);
  await ben.visit(origin);
  await ben.open(INVITER.name);
  await ada.hasItems(`${TEXTS[3].trim()} · Delivered`);
  await talk(world);
  await ben.choose('Rename');
  await ben.rename(LOCAL_NAME);
  return [withdrawn, used].map(link => new URL(link).hash.slice(1));
}

async function talk({ ada, ben }: World): Promise<void> {
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ada.seesCamera(INVITED.station);
  await ben.seesCamera(INVITER.station);
  await ben.hears(INVITER.hertz);
  await ada.press('Hang up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
  await ada.press('Audio call');
  await ben.press('Reject');
  await ben.hasItems('Audio call · Rejected');
  await ada.press('Cancel the call');
  await ada.seesNoMore('You cancelled the call');
}

/** The ids and keys that a device keeps to itself or shares with its contact only. */
async function collectIds({ ada, ben }: World): Promise<readonly Marker[]> {
  const markers: Marker[] = [];
  for (const { page } of [ada, ben]) {
    for (const { key, value } of await readTable(page, 'contacts')) {
      const { wrapMine, wrapTheirs } = value as Record<'wrapMine' | 'wrapTheirs', string>;
      markers.push(...idMarkers('a contact id', key));
      for (const hex of [wrapMine, wrapTheirs]) {
        markers.push({ what: 'a key', bytes: Buffer.from(hex, 'hex') });
      }
    }
    for (const { value } of await readTable(page, 'items')) {
      const { id, callId } = value as { readonly id: string; readonly callId?: string };
      markers.push(
        ...idMarkers('an item id', id),
        ...(callId === undefined ? [] : idMarkers('a call id', callId)),
      );
    }
  }
  for (const what of ['a contact id', 'a call id', 'an item id', 'a key']) {
    assert.ok(
      markers.some(marker => marker.what === what),
      `${what} was collected`,
    );
  }
  return markers;
}

async function collectHaystacks({ server, tap }: World, relay: RelayTap): Promise<readonly Haystack[]> {
  const directories = [server?.dataDirectory ?? '', relay.dataDirectory];
  const patterns = [...directories.map(directory => `${directory}/**`), ...RELAY_TRACES];
  const files: Haystack[] = [];
  for await (const path of glob(patterns)) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) files.push({ where: path, bytes });
  }
  assert.ok(
    files.some(({ where }) => where.endsWith('-wal')),
    'the database and its log are among the files',
  );
  assert.ok(
    files.some(({ where }) => where.endsWith('relay.conf')),
    'the relay’s files are among them',
  );
  return [
    ...files,
    { where: 'the log', bytes: Buffer.from(server?.log() ?? '') },
    ...(tap?.copies() ?? []).map(bytes => ({ where: 'the traffic with the server', bytes })),
    { where: 'the traffic with the relay', bytes: Buffer.concat(relay.copies()) },
  ];
}

/** What the server does know is found by the same search in the same places. */
async function assertThatTheSearchWorks({ ada }: World, haystacks: readonly Haystack[]): Promise<void> {
  const [contact] = await readTable(ada.page, 'contacts');
  assert.ok(contact);
  const { mine } = contact.value as {
    readonly mine: { readonly receiveId: string; readonly sendId: string };
  };
  const found = findMarkers(idMarkers('a mailbox', mine.receiveId), haystacks).join('\n');
  assert.match(found, /in the traffic with the server/);
  assert.match(found, /in .*(sqlite|db)/);
  const headers = findMarkers([textMarker('a header', 'Sec-WebSocket-Protocol')], haystacks);
  assert.notDeepEqual(headers, [], 'what browsers ask for is among the traffic');
  const realm = findMarkers([textMarker('the realm', 'realm=sotto')], haystacks);
  assert.notDeepEqual(realm, [], 'and the relay’s configuration was read');
}
