import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendId } from '@sotto/protocol/ids';
import {
  type ClientMessage,
  decodeClientMessage,
  encodeClientMessage,
} from '@sotto/protocol/wire/clientMessage';
import { createSeededRandom, type SeededRandom } from '../testing/seededRandom.ts';
import type { TestClient } from '../testing/testClient.ts';
import { createTestLink, createTestSeat } from '../testing/testLink.ts';
import { connectPair, createTestId, createTestMailbox, expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

/** One honest frame of every kind, for a client that proves with its own nonce. */
function createHonestFrames(client: TestClient): readonly Uint8Array[] {
  const mailbox = createTestMailbox();
  const sendId = createTestId<SendId>();
  const { receiveId } = mailbox;
  const [link, seat] = [createTestLink(), createTestSeat()];
  const requests = [
    mailbox.create(client, new Uint8Array(300)),
    mailbox.open(client),
    mailbox.bind(client),
    mailbox.send(1, { resume: true }),
    mailbox.setWill(2),
    { t: 'clearWill', sendId },
    { t: 'readInvitation', sendId },
    { t: 'requestRelay' },
    { t: 'ping' },
    { t: 'acknowledge', receiveId, seq: 1 },
    mailbox.delete(client),
    link.create(),
    link.read(client),
    link.start(client, seat),
    link.knock(client, createTestSeat()),
    link.commit(0, [seat]),
    link.tell(3),
    link.attach(client, seat, 0),
    link.update(2),
    { t: 'refuseKnock', linkId: link.linkId, seat: seat.seat },
    { t: 'leaveRoom', linkId: link.linkId },
    link.revoke(3),
  ];
  return requests.map((request, n) => encodeClientMessage({ n, ...request } as unknown as ClientMessage));
}

/** Random bytes, or an honest frame with bytes changed, cut, repeated or added. */
function createHostileFrame(random: SeededRandom, honest: readonly Uint8Array[]): Uint8Array {
  const model = honest[random.below(honest.length)] ?? new Uint8Array();
  const at = random.below(model.length);
  switch (random.below(6)) {
    case 0:
      return random.bytes(random.below(200));
    case 1:
      return model.slice(0, at);
    case 2:
      return new Uint8Array([...model, ...random.bytes(1 + random.below(8))]);
    case 3:
      return new Uint8Array([
        ...model.slice(0, at),
        ...random.bytes(1 + random.below(4)),
        ...model.slice(at),
      ]);
    case 4:
      return new Uint8Array([...model.slice(0, at), ...model.slice(at + 1 + random.below(4))]);
    default: {
      const changed = model.slice();
      // Mostly the head, where the structure is; the rest is mostly opaque bytes.
      const most = Math.min(changed.length, 120);
      for (let times = 1 + random.below(3); times > 0; times--)
        changed[random.below(most)] = random.below(256);
      return changed;
    }
  }
}

const STAND_IN = { nonce: new Uint8Array(32) } as TestClient;

test('a hundred thousand hostile frames are decoded without a throw, and what passes is what was sent', () => {
  const random = createSeededRandom(20_310_106);
  const honest = createHonestFrames(STAND_IN);
  for (const frame of honest) assert.ok(decodeClientMessage(frame).ok || frame === honest[9]);
  let passed = 0;
  for (let count = 0; count < 100_000; count++) {
    const decoded = decodeClientMessage(createHostileFrame(random, honest));
    if (!decoded.ok) continue;
    passed++;
    assert.ok(decodeClientMessage(encodeClientMessage(decoded.value)).ok);
  }
  assert.ok(passed > 0 && passed < 90_000, `${passed} passed`);
});

test('thousands of hostile frames through real sockets harm nobody else', async () => {
  await using server = await createTestServer();
  const random = createSeededRandom(20_310_107);
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  let sent = 0;
  for (let round = 1; sent < 4000; round++) {
    const attacker = await server.client();
    const honest = createHonestFrames(attacker);
    for (let burst = 0; burst < 40; burst++, sent++) attacker.raw(createHostileFrame(random, honest));
    if (round % 10 === 0) {
      assert.equal(await sender.outcome(mailbox.send(round)), 'ok');
      assert.equal((await owner.deliveries(1))[0]?.seq, round / 10);
      server.clock.advance(1000);
    }
    await attacker.vanish();
  }
  await expectOk(owner, { t: 'ping' });
  assert.equal(server.running().metrics.failedCommits, 0);
});
