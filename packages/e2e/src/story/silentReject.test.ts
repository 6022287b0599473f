/**
 * A rejection cannot be told from no answer (product, "Calling a contact"; calls, "Set-up", rule 4). The same call is
 * placed three times – nobody answers, *Ignore*, *Reject* – and for the same time after the decision everything that
 * reaches the caller is noted: socket frames, UDP packets in front of the relay, data channel messages, media counters.
 *
 * Compared exactly: the socket's messages (none), data channel messages (none), media packets (none), DTLS packets
 * (none: no data channel message hides among the encrypted ones), the kinds of packets, the size of each STUN message,
 * and the caller's screen. Compared as rates: consent checks (RFC 7675 §5.1) and RTCP reports (RFC 3550 §6.3.1), whose
 * moments, and for RTCP the combination into packets, the browser draws at random in every call.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPeerCounters, readPeerRecord } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { type RelayPacket, type RelayTap, startRelayTap } from '../support/relayTap.ts';
import { recordSocket, type SocketFrame, withoutPings } from '../support/socketRecorder.ts';
import { createWorld, type World } from '../support/world.ts';

const WINDOW_MS = 8000;
const CONSENT = 'relayed binding request';
const DECISIONS = ['nothing', 'Ignore', 'Reject'] as const;

/** What reached the caller within the window, and what the callee's socket sent. */
interface Observation {
  readonly frames: readonly SocketFrame[];
  readonly calleeFrames: readonly SocketFrame[];
  readonly packets: readonly RelayPacket[];
  readonly channelMessages: number;
  readonly mediaPackets: number;
  readonly screen: string;
}

test('whether a call is rejected, ignored or left ringing, the caller receives the same', async t => {
  await using tap = await startRelayTap();
  await using world = await createWorld({ environment: tap.environment });
  await world.meet();
  const sockets = { ada: await recordSocket(world.ada.page), ben: await recordSocket(world.ben.page) };
  const observations: Observation[] = [];
  for (const decision of DECISIONS) observations.push(await observe(world, tap, sockets, decision));

  const [reference] = observations;
  assert.ok(reference);
  for (const [index, seen] of observations.entries()) {
    const decision = DECISIONS[index] ?? '';
    t.diagnostic(`${decision}: ${describe(seen.packets)}`);
    assert.deepEqual(seen.frames, [], `${decision}: the server sent the caller something`);
    assert.deepEqual(seen.calleeFrames, [], `${decision}: the callee told the server something`);
    assert.deepEqual([seen.channelMessages, seen.mediaPackets], [0, 0], decision);
    assert.deepEqual(kindsOf(seen.packets), kindsOf(reference.packets), decision);
    assert.ok(kindsOf(seen.packets).includes(CONSENT), 'the transport stays up');
    assert.deepEqual(stunSizesOf(seen.packets), stunSizesOf(reference.packets), decision);
    assertSimilar(countOf(seen.packets, CONSENT), countOf(reference.packets, CONSENT), decision);
    assertSimilar(
      countOf(seen.packets, 'relayed RTCP'),
      countOf(reference.packets, 'relayed RTCP'),
      decision,
    );
    assert.ok(seen.packets.every(({ kind, bytes }) => kind !== 'relayed RTCP' || bytes <= 100));
    assert.equal(seen.screen, reference.screen);
  }
  await callBack(world);
  await assertThatAcceptingIsNoticed(world, tap, sockets.ada);
});

/** Three calls that nobody answers are as many as ring in a minute; who calls back lets them ring again. */
async function callBack({ ada, ben }: World): Promise<void> {
  await ben.press('Audio call');
  await ada.sees('Incoming audio call');
  await ben.press('Cancel the call');
  await ada.seesNoMore('Incoming audio call');
  await ben.seesNoMore('You cancelled the call');
}

/** The same instruments see an acceptance: a silence that they report is one. */
async function assertThatAcceptingIsNoticed(
  { ada, ben }: World,
  tap: RelayTap,
  frames: readonly SocketFrame[],
): Promise<void> {
  await ada.press('Audio call');
  await ada.sees('Ringing…');
  const before = await readPeerRecord(ada.page);
  const since = performance.now();
  await ben.press('Accept');
  await until(async () => {
    const isTold = withoutPings(frames).some(({ at, isSent }) => at >= since && !isSent);
    const kinds = kindsOf(tap.packets.filter(({ at, direction }) => at >= since && direction === 'down'));
    const { channel } = await readPeerRecord(ada.page);
    return (
      isTold &&
      kinds.includes('relayed RTP') &&
      kinds.includes('relayed DTLS') &&
      channel.length > before.channel.length
    );
  });
}

/** One call up to its cancellation by the caller. */
async function observe(
  { ada, ben }: World,
  tap: RelayTap,
  sockets: { readonly ada: readonly SocketFrame[]; readonly ben: readonly SocketFrame[] },
  decision: (typeof DECISIONS)[number],
): Promise<Observation> {
  const earlier = (await readPeerRecord(ada.page)).made.length;
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ada.sees('Ringing…');
  const client = await findClient();
  const arriving = (since: number) =>
    tap.packets.filter(
      packet => packet.direction === 'down' && packet.client === client && packet.at >= since,
    );
  // The transport is up and at rest: only consent checks come, some seconds apart.
  const began = performance.now();
  await until(
    () => countOf(arriving(began), CONSENT) >= 2 && arriving(performance.now() - 1000).every(isAtRest),
  );

  const before = { peer: await readPeerCounters(ada.page), record: await readPeerRecord(ada.page) };
  const since = performance.now();
  if (decision !== 'nothing') await ben.press(decision);
  await until(() => performance.now() >= since + WINDOW_MS);
  const after = { peer: await readPeerCounters(ada.page), record: await readPeerRecord(ada.page) };
  const screen = await ada.page.$eval('.call', element => (element as HTMLElement).innerText);
  const observation = {
    frames: withoutPings(sockets.ada).filter(({ at, isSent }) => at >= since && !isSent),
    calleeFrames: withoutPings(sockets.ben).filter(({ at }) => at >= since),
    packets: arriving(since),
    channelMessages: after.record.channel.length - before.record.channel.length,
    mediaPackets: after.peer.rtpPackets - before.peer.rtpPackets,
    screen,
  };
  await ada.press('Cancel the call');
  await ada.seesNoMore('You cancelled the call');
  await ben.seesNoMore('Incoming audio call');
  return observation;

  async function findClient(): Promise<number> {
    let found: number | undefined;
    await until(async () => {
      const { made } = await readPeerRecord(ada.page);
      const [, port] = / (\d+) typ relay/.exec(made.slice(earlier).join('\n')) ?? [];
      found = tap.clientOf(Number(port));
      return found !== undefined;
    });
    return found ?? 0;
  }
}

function isAtRest({ kind }: RelayPacket): boolean {
  return kind !== 'relayed DTLS' && kind !== 'permission success' && kind !== 'channel success';
}

/** A keep-alive with the relay itself comes every ten seconds: within one window, or not. */
function kindsOf(packets: readonly RelayPacket[]): readonly string[] {
  return [...new Set(packets.map(({ kind }) => kind))].filter(kind => kind !== 'binding success').sort();
}

function stunSizesOf(packets: readonly RelayPacket[]): readonly string[] {
  const sizes = packets.filter(({ kind }) => kind.startsWith('relayed binding'));
  return [...new Set(sizes.map(({ kind, bytes }) => `${kind} ${bytes}`))].sort();
}

function countOf(packets: readonly RelayPacket[], kind: string): number {
  return packets.filter(packet => packet.kind === kind).length;
}

function assertSimilar(count: number, reference: number, decision: string): void {
  assert.ok(
    count <= 2 * reference + 1 && reference <= 2 * count + 1,
    `${decision}: ${count}, not ${reference}`,
  );
}

function describe(packets: readonly RelayPacket[]): string {
  const kinds = Map.groupBy(packets, ({ kind, bytes }) => `${kind} of ${bytes} bytes`);
  return [...kinds].map(([kind, all]) => `${all.length} × ${kind}`).join(', ');
}
