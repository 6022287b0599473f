/**
 * People at one call link of a real server – its sockets, its database, its rooms – in simulated time: the server and
 * the clients have one clock, which moves on when nothing is under way between them.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createSigningKey, type SigningKey, sign } from '@sotto/core/crypto/signer';
import { createGroupKit, type GroupKit } from '@sotto/core/group/groupKit';
import { createLinkToken, deriveLinkKeys, type LinkKeys } from '@sotto/core/link/linkKeys';
import { sealLinkRecord } from '@sotto/core/link/linkRecord';
import type { RunningRoomFace } from '@sotto/core/room/roomNeeds';
import { createRoom } from '@sotto/core/room/runRoom';
import { countCryptoWork, settleCryptoWork } from '@sotto/core/sim/cryptoWork';
import { createFakeClock } from '@sotto/core/sim/fakeClock';
import type { LivingPerson, LivingWorld } from '@sotto/core/sim/roomLife';
import { createSeededRandom } from '@sotto/core/sim/seededRandom';
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { createLinkStatement } from '@sotto/protocol/wire/linkStatement';
import { connect } from '@sotto/server/testing/testClient';
import { createTestServer, type TestServer } from '@sotto/server/testing/testServer';
import { RoomSocket, type Traffic } from './roomSocket.ts';

/** Somebody at the link. */
export interface RealPerson extends LivingPerson {
  readonly name: string;
}

/** The world. */
export interface RealRoomWorld extends LivingWorld, AsyncDisposable {
  arrive(name: string): Promise<RealPerson>;
}

/** Far more than anybody needs: what is measured here is order, not the limits. */
const RATES = {
  ...{ sendsPerMailbox: 100_000, sendsPerAddress: 100_000, requestsPerAddress: 1_000_000 },
  ...{ knocksPerAddress: 100_000, linksPerAddress: 1000, socketsPerAddress: 1000 },
};

/** A real server with a link at which nobody is. `suite`: the product's unless a test wants a faster one. */
export async function createRealRoomWorld(
  seed: number,
  suite: GroupKit['suite'] | undefined = undefined,
): Promise<RealRoomWorld> {
  countCryptoWork();
  const random = createSeededRandom(seed);
  const traffic: Traffic = { frames: 0 };
  const sockets = new Set<RoomSocket>();
  const started: { server?: TestServer } = {};
  const clock = createFakeClock(undefined, () => rest(traffic, sockets, started.server));
  const serverClock = {
    now: clock.now,
    after: (ms: number, action: () => void) =>
      clock.after(ms, () => {
        traffic.frames++;
        action();
      }),
  };
  const config = {
    rates: RATES,
    isProxyTrusted: true,
    room: { people: MAX_ROOM_PEOPLE, lobbyPeople: MAX_ROOM_PEOPLE },
  };
  const server = await createTestServer({ config, clock: serverClock });
  started.server = server;
  const link = await makeLink(server.running().origin, random);
  const kit = await createGroupKit(link.keys.linkId, random, suite);
  let seats: readonly SeatId[] = [];
  const world = { clock, random, traffic, sockets, origin: server.running().origin, kit, ...link };
  return {
    ...{ clock, random, seats: () => seats },
    arrive: name => arrive({ ...world, noteSeats: now => (seats = now) }, name),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...sockets].map(socket => socket.cut(false)));
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Everybody lives somewhere else: some limits hold per address. */
function toAddress(random: LivingWorld['random']): string {
  return `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
}

interface Link {
  readonly keys: LinkKeys;
  readonly record: LinkRecord;
}

interface Surroundings extends Link {
  readonly clock: LivingWorld['clock'];
  readonly random: LivingWorld['random'];
  readonly traffic: Traffic;
  readonly sockets: Set<RoomSocket>;
  readonly origin: string;
  readonly kit: GroupKit;
  readonly noteSeats: (seats: readonly SeatId[]) => void;
}

async function makeLink(origin: string, random: LivingWorld['random']): Promise<Link> {
  const [admin, host] = await Promise.all([createSigningKey(random), createSigningKey(random)]);
  const r = random.bytes(32);
  const keys = await deriveLinkKeys(await createLinkToken(admin.publicKey, r));
  const record = createRecord(admin, host, r);
  const sealed = await sealLinkRecord(random, keys, { admin, r, host }, record);
  if (!sealed.ok) throw new Error(sealed.code);
  const { terms, version } = record;
  const content = { terms, record: sealed.value };
  const statement = createLinkStatement(keys.linkId, version, keys.auth.publicKey, content);
  const signature = await sign(admin.seed, statement);
  const public_ = { adminKey: admin.publicKey, authKey: keys.auth.publicKey };
  const client = await connect(origin);
  const made = { t: 'createLink', linkId: keys.linkId, version, ...public_, ...content, signature } as const;
  const outcome = await client.outcome(made);
  await client.leave();
  if (outcome !== 'ok') throw new Error(outcome);
  return { keys, record };
}

function createRecord(admin: SigningKey, host: SigningKey, r: Uint8Array<ArrayBuffer>): LinkRecord {
  const terms = { days: 90, once: false, people: MAX_ROOM_PEOPLE };
  const facts = { adminKey: admin.publicKey, r, hostKey: host.publicKey, hostProof: new Uint8Array(64) };
  const rules = { policy: 'open', hosts: [host.publicKey], bans: [] } as const;
  return {
    ...facts,
    ...rules,
    hosts: [...rules.hosts],
    bans: [],
    version: 1,
    terms,
    name: '',
    media: 'video',
  };
}

async function arrive(world: Surroundings, name: string): Promise<RealPerson> {
  const { clock, kit, keys, sockets } = world;
  let isAlive = true;
  const socket = new RoomSocket({
    ...world,
    address: toAddress(world.random),
    hear: notice => {
      if (notice.t === 'roomPeople') world.noteSeats(notice.people.map(({ seat }) => seat));
      if (isAlive) room.hear(notice);
    },
  });
  sockets.add(socket);
  await socket.open();
  const after = (ms: number, action: () => void) => clock.after(ms, () => (isAlive ? action() : undefined));
  const room: RunningRoomFace = createRoom({
    ...{ kit, keys, line: socket.line, clock: { now: clock.now, after } },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    self: { name, pseudonym: await createSigningKey(world.random), statements: [] },
    record: async version => (world.record.version >= version ? world.record : undefined),
    ...{ media: undefined, muted: () => undefined, approved: () => undefined, changed: () => undefined },
  });
  const close = async () => {
    isAlive = false;
    await socket.cut(true);
    sockets.delete(socket);
  };
  const leave = () => {
    room.leave();
    clock.after(CLOSES_AFTER_MS, () => void close());
  };
  return {
    ...{ name, room: { ...room, leave }, crash: close },
    async cutOff() {
      await socket.cut(false);
      room.disconnected();
    },
    async comeBack() {
      await socket.open();
      room.connected();
    },
  };
}

/** Whoever has left closes the page a moment later. */
const CLOSES_AFTER_MS = 1000;

/** Nothing is under way any more: no cryptography, no frame, no transaction, no goodbye. */
async function rest(
  traffic: Traffic,
  sockets: ReadonlySet<RoomSocket>,
  server: TestServer | undefined,
): Promise<void> {
  let before: number;
  do {
    before = traffic.frames;
    await settleCryptoWork();
    const open = [...sockets].filter(socket => socket.isOpen());
    while (server !== undefined && server.running().metrics.sockets > open.length) await nextTurn();
    if (settled.get(traffic) === traffic.frames) return;
    // Frames that were read lead to one transaction, and its answers are read in the second exchange.
    for (let round = 0; round < 2; round++) {
      await Promise.all(open.map(socket => socket.exchange()));
      await nextTurn();
    }
    if (traffic.frames === before) settled.set(traffic, before);
  } while (traffic.frames !== before);
}

/** The count of frames at which everything had come to rest. */
const settled = new WeakMap<Traffic, number>();
