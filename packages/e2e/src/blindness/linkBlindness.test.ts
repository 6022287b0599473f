/**
 * The server is blind to call links, too: two links of one host, each with a lobby, somebody refused who leaves a note, a guest let in and
 * a chat, by the messages of spec/links.md; then everything that the server stored, logged and passed on is searched.
 */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DATABASE_FILE } from '@sotto/server/db/database';
import { DatabaseSync } from '@sotto/server/db/sqlite';
import { type ServerProcess, startServerProcess } from '../support/realServer.ts';
import { startTcpTap, type TcpTap } from '../support/tcpTap.ts';
import { findCommonBytes, messageToValues, type Value } from './commonBytes.ts';
import { type Character, random } from './linkPerson.ts';
import { type LinkOutcome, type LinkPlot, outcomeToSecrets, playLink } from './linkStory.ts';
import { findMarkers, type Haystack, idMarkers, type Marker, textMarker } from './markers.ts';

const person = (name: string): Character => ({ name, identitySeed: random.bytes(32) });
const people = {
  host: person('Philippa Storchenberg'),
  guest: person('Ottokar Zwölfender 🦌'),
  stranger: person('Ludmilla Quittenbaum'),
  zone: 'Antarctica/Troll',
};
const PLOTS: readonly LinkPlot[] = [
  {
    ...people,
    firstName: 'Quarterly séance of the marmalade society',
    name: 'Yearly picnic of the marmalade society',
    note: 'The gate opens again on Thursday',
    chat: 'The silver kettle is under the third stair',
    leftNote: 'Rang twice, heard nothing but the parrot',
  },
  {
    ...people,
    firstName: 'Rehearsal of the glass harmonica trio',
    name: 'Farewell of the glass harmonica trio',
    note: 'Without an instrument nobody comes in',
    chat: 'A quarter tone lower, if you please',
    leftNote: 'The double bass does not fit through the door',
  },
];

let server: ServerProcess;
let tap: TcpTap;
let outcomes: readonly LinkOutcome[];

before(async () => {
  server = await startServerProcess({ hasRelay: false });
  tap = await startTcpTap(Number(new URL(server.origin).port));
  const played: LinkOutcome[] = [];
  for (const plot of PLOTS) played.push(await playLink(`http://localhost:${tap.port}`, plot));
  outcomes = played;
});

after(async () => {
  await tap[Symbol.asyncDispose]();
  await server.close();
});

test('neither rows nor messages of two links have anything in common, though the same people use them', () => {
  const [one, other] = outcomes;
  assert.ok(one && other);
  const [rows, otherRows] = [one, other].map(readRows) as [readonly Value[], readonly Value[]];
  assert.deepEqual(findCommonBytes(rows, otherRows), []);
  const [messages, otherMessages] = [one, other].map(collectMessages) as [readonly Value[], readonly Value[]];
  assert.deepEqual(findCommonBytes(messages, otherMessages), []);
  assert.deepEqual(findCommonBytes(rows, otherMessages), []);
  assert.notDeepEqual(findCommonBytes(rows, messages), [], 'the same search finds what one link has in both');
});

test('names, words, tokens and their keys are nowhere on the server, in its log or in its traffic', async t => {
  const markers = [...planted(), ...(await Promise.all(outcomes.map(outcomeToMarkers))).flat()];
  const running = await collectHaystacks('while it runs');
  await server.stop();
  const haystacks = [...running, ...(await collectHaystacks('when it has stopped'))];
  const bytes = haystacks.reduce((sum, haystack) => sum + haystack.bytes.length, 0);
  t.diagnostic(`${markers.length} markers, ${haystacks.length} places, ${Math.round(bytes / 1024)} KiB`);
  assert.deepEqual(findMarkers(markers, haystacks), []);
  assertThatTheSearchWorks(haystacks);
});

function planted(): readonly Marker[] {
  const texts = PLOTS.flatMap(({ host, guest, stranger, ...own }) => [
    ...[host, guest, stranger].map(({ name }) => name),
    ...Object.values(own),
  ]);
  const seeds = [people.host, people.guest, people.stranger].map(({ identitySeed }) => ({
    what: 'an identity',
    bytes: Buffer.from(identitySeed),
  }));
  return [...[...new Set(texts)].map(text => textMarker(`"${text}"`, text)), ...seeds];
}

async function outcomeToMarkers(outcome: LinkOutcome): Promise<readonly Marker[]> {
  const secrets = await outcomeToSecrets(outcome);
  return [
    ...idMarkers('a token', Buffer.from(outcome.keys.token).toString('base64url')),
    ...secrets.map(([what, secret]) => ({ what, bytes: Buffer.from(secret) })),
  ];
}

async function collectHaystacks(when: string): Promise<readonly Haystack[]> {
  const files: Haystack[] = [];
  for await (const path of glob(`${server.dataDirectory}/**`)) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) files.push({ where: `${path} ${when}`, bytes });
  }
  return [
    ...files,
    { where: `the log ${when}`, bytes: Buffer.from(server.log()) },
    ...tap.copies().map(bytes => ({ where: `the traffic ${when}`, bytes })),
  ];
}

/** What the server does know is found by the same search in the same places. */
function assertThatTheSearchWorks(haystacks: readonly Haystack[]): void {
  for (const { keys, people: visitors } of outcomes) {
    const link = findMarkers(idMarkers('a link', keys.linkId), haystacks).join('\n');
    for (const place of [/the traffic while/, /sotto\.db-wal while/, /sotto\.db when/])
      assert.match(link, place);
    const seat = findMarkers(idMarkers('a seat', visitors[0]?.seat ?? ''), haystacks).join('\n');
    assert.match(seat, /sotto\.db-wal while/);
  }
  const started = findMarkers([textMarker('its start', '"event":"started"')], haystacks).join('\n');
  assert.match(started, /the log/);
}

/** All values of a link's rows, but for numbers and its state. */
function readRows({ keys }: LinkOutcome): readonly Value[] {
  using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE), { readOnly: true });
  const read = (sql: string, value: string | number) => database.prepare(sql).all(value);
  const [link] = read('SELECT * FROM "link" WHERE "linkId" = ?', keys.linkId);
  const inside = ['room', 'member', 'roomCommit', 'linkNote'].map(table =>
    read(`SELECT * FROM "${table}" WHERE "link" = ?`, Number(link?.['key'])),
  );
  for (const rows of inside) assert.ok(rows.length > 0, 'the call still runs');
  return messageToValues([link, inside]);
}

/** All values that went in or out about a link. */
function collectMessages({ people: visitors }: LinkOutcome): readonly Value[] {
  return messageToValues(visitors.map(({ asked, client }) => [asked, client.heard]));
}
