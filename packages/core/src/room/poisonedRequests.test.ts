/** Somebody with the link who does not want to come in, but to keep others out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes } from '@sotto/protocol/bytes';
import { bytesToId, type SeatId } from '@sotto/protocol/ids';
import type { Capabilities, KeyPackage } from 'ts-mls';
import { generateKeyPackageWithKey } from 'ts-mls/keyPackage.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { createSigningKey } from '../crypto/signer.ts';
import { createRoomSeals } from '../group/bundle.ts';
import { toCapabilities } from '../group/leafForm.ts';
import { createMemberCredential } from '../group/member.ts';
import { createRoomWorld, type RoomPerson, type RoomWorld } from '../sim/roomWorld.ts';
import { namesOf } from './lobby.testSupport.ts';

type Keys = Awaited<ReturnType<RoomWorld['kit']['suite']['signature']['keygen']>>;

/** What is wrong with a request. */
interface Poison {
  readonly capabilities?: Partial<Capabilities>;
  readonly notAfter?: bigint;
  readonly keys?: Keys;
  readonly change?: (keyPackage: KeyPackage) => KeyPackage;
}

const POISONS: readonly (readonly [string, Poison])[] = [
  ['that says it can do less than all others', { capabilities: { credentials: ['x509'] } }],
  ['that was not signed', { change: keyPackage => ({ ...keyPackage, signature: new Uint8Array(64) }) }],
  ['to which no welcome can be sealed', { change: made => ({ ...made, initKey: new Uint8Array(7) }) }],
  ['that has ended', { notAfter: 1n }],
];

for (const [name, poison] of POISONS) {
  test(`a request ${name} is refused, and whoever comes then is let in`, async () => {
    const { world, ada, ben } = await begin();
    await ask(world, poison);
    await join(world, 'Cleo');
    for (const person of [ada, ben]) {
      assert.deepEqual(namesOf(person), ['Ada', 'Ben', 'Cleo']);
      assert.deepEqual(person.room.view().warnings, ['forgedKnock']);
    }
  });
}

test('of two requests that cannot both be met one is, and whoever comes then is let in', async () => {
  const { world, ada } = await begin();
  const keys = await world.kit.suite.signature.keygen();
  world.server.setTamper(notice => (notice.t === 'knocked' ? [] : [notice]));
  await ask(world, { keys });
  await ask(world, { keys });
  world.server.setTamper(undefined);
  ada.cutOff();
  ada.comeBack();
  await world.clock.advance(5000);
  await join(world, 'Cleo');
  assert.deepEqual(namesOf(ada), ['Ada', 'Ben', 'Mallory', 'Cleo']);
});

async function begin() {
  const world = await createRoomWorld(1, 'open');
  return { world, ada: await join(world, 'Ada'), ben: await join(world, 'Ben') };
}

async function join(world: RoomWorld, name: string): Promise<RoomPerson> {
  const person = await world.arrive(name);
  person.room.join();
  await world.clock.advance(5000);
  assert.equal(person.room.view().stage, 'inside', name);
  return person;
}

async function ask({ arrive, clock, keys, kit, random }: RoomWorld, poison: Poison): Promise<void> {
  const mallory = await arrive('Mallory');
  const seat = bytesToId<SeatId>(random.bytes(16));
  const pair = poison.keys ?? (await kit.suite.signature.keygen());
  const applicant = { linkId: kit.linkId, seat, name: 'Mallory', pseudonym: await createSigningKey(random) };
  const credential = await createMemberCredential(applicant, concatBytes(pair.publicKey));
  const capabilities = { ...toCapabilities(kit.suite.name), ...poison.capabilities };
  const { notAfter = 9_223_372_036_854_775_807n } = poison;
  const lifetime = { notBefore: BigInt(Math.floor(clock.now() / 1000)) - 86_400n, notAfter };
  const made = await generateKeyPackageWithKey(credential, capabilities, lifetime, [], pair, kit.suite);
  const keyPackage = poison.change?.(made.publicPackage) ?? made.publicPackage;
  const message = { version: 'mls10', wireformat: 'mls_key_package', keyPackage } as const;
  const seals = createRoomSeals(random, keys.joinKey);
  const request = await seals.sealRequest({
    keyPackage: concatBytes(encodeMlsMessage(message)),
    statements: [],
    isPreparing: false,
  });
  const [seatKey, proof] = [new Uint8Array(32), new Uint8Array(64)];
  void mallory.connection.line.request({ t: 'knock', linkId: kit.linkId, seat, seatKey, request, proof });
  await clock.advance(1000);
}
