/** People at one call link in a simulated world: a fake server, real groups, time that a test moves. */
import type { LinkPolicy, LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import type { CiphersuiteImpl } from 'ts-mls';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { createGroupKit, type GroupKit } from '../group/groupKit.ts';
import { deriveLinkKeys, type LinkKeys } from '../link/linkKeys.ts';
import type { RoomHandOver, RoomMedia, RunningRoomFace, TellRoom } from '../room/roomNeeds.ts';
import { createRoom } from '../room/runRoom.ts';
import { countCryptoWork, settleCryptoWork } from './cryptoWork.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import type { RoomConnection } from './fakeRoomConnection.ts';
import { createFakeRoomServer, type FakeRoomServer } from './fakeRoomServer.ts';
import { createSeededRandom, type SeededRandom } from './seededRandom.ts';

/** Somebody at the link. */
export interface RoomPerson {
  readonly name: string;
  readonly pseudonym: SigningKey;
  readonly room: RunningRoomFace;
  readonly connection: RoomConnection;
  /** Approvals that hosts have given. */
  readonly approvals: SignedStatement[];
  /** How often a host asked for silence. */
  mutes(): number;
  /** The tab is gone without a word. */
  crash(): void;
  cutOff(): void;
  comeBack(): void;
}

/** The world. */
export interface RoomWorld {
  readonly clock: FakeClock;
  readonly random: SeededRandom;
  readonly server: FakeRoomServer;
  readonly kit: GroupKit;
  readonly keys: LinkKeys;
  readonly host: SigningKey;
  record(): LinkRecord;
  /** The host changes the link. */
  change(changes: Partial<LinkRecord>): void;
  /** Somebody comes with the link; with what a former stay left, the same person. */
  arrive(name: string, known?: Partial<Arrival>): Promise<RoomPerson>;
}

/** What somebody brings. */
export interface Arrival {
  readonly pseudonym: SigningKey;
  readonly statements: readonly SignedStatement[];
  /** Another record than the link's: a client that does not keep to what the host decided. */
  readonly record: LinkRecord;
  readonly media: (tell: TellRoom) => RoomMedia;
  /** By how much its clock is ahead, in milliseconds. */
  readonly ahead: number;
  /** With which pseudonyms this person is in contact. */
  readonly isContact: (pseudonym: Uint8Array) => boolean;
  /** Whom hosts have banned in the call, for whoever made the link. */
  readonly banned: (pseudonym: Uint8Array) => void;
  /** The link's admin key: it is on the devices of whoever made the link. */
  readonly adminKey: SigningKey;
  /** What it says of being somebody's other device. */
  readonly handOver: RoomHandOver;
}

/** Far more than there are: seats of those who crashed count for a while. */
const MOST_PEOPLE = 32;

/** A world with a link and nobody there. `places`: how many people the server allows in a call. */
export async function createRoomWorld(
  seed: number,
  policy: LinkPolicy,
  suite: CiphersuiteImpl | undefined = undefined,
  places = MOST_PEOPLE,
): Promise<RoomWorld> {
  countCryptoWork();
  const clock = createFakeClock(undefined, settleCryptoWork);
  const random = createSeededRandom(seed);
  const keys = await deriveLinkKeys(random.bytes(16));
  const kit = await createGroupKit(keys.linkId, random, suite);
  const server = createFakeRoomServer(clock, random, keys.linkId, places);
  const host = await createSigningKey(random);
  let record = createRecord(host, policy);
  const world = { clock, random, server, kit, keys, host, record: () => record };
  return {
    ...world,
    change(changes) {
      record = { ...record, ...changes, version: record.version + 1 };
      const { version, terms } = record;
      server.announce({ t: 'linkChanged', linkId: keys.linkId, version, terms, record: new Uint8Array(1) });
    },
    arrive: (name, known) => arrive(world, name, known),
  };
}

async function arrive(
  world: Omit<RoomWorld, 'arrive' | 'change'>,
  name: string,
  known: Partial<Arrival> = {},
): Promise<RoomPerson> {
  const { clock, server, kit, keys } = world;
  const pseudonym = known.pseudonym ?? (await createSigningKey(world.random));
  const approvals: SignedStatement[] = [];
  let mutes = 0;
  let isAlive = true;
  const connection = server.connect({ hear: notice => (isAlive ? room.hear(notice) : undefined) });
  const after = (ms: number, action: () => void) => clock.after(ms, () => (isAlive ? action() : undefined));
  const room: RunningRoomFace = createRoom({
    ...{ kit, keys, line: connection.line, clock: { now: () => clock.now() + (known.ahead ?? 0), after } },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    self: { name, pseudonym, statements: known.statements ?? [] },
    record: async version => {
      const record = known.record ?? world.record();
      return record.version >= version ? record : undefined;
    },
    media: known.media,
    isContact: known.isContact,
    adminKey: known.adminKey,
    handOver: known.handOver,
    banned: known.banned,
    muted: () => void mutes++,
    approved: statement => approvals.push(statement),
    changed: () => undefined,
  });
  return {
    ...{ name, pseudonym, room, connection, approvals, mutes: () => mutes },
    crash() {
      isAlive = false;
      connection.cut(true);
    },
    cutOff() {
      connection.cut(false);
      room.disconnected();
    },
    comeBack() {
      connection.mend();
      room.connected();
    },
  };
}

function createRecord(host: SigningKey, policy: LinkPolicy): LinkRecord {
  const bytes = new Uint8Array(32);
  const facts = { adminKey: bytes, r: bytes, hostKey: bytes, hostProof: new Uint8Array(64), version: 1 };
  const terms = { days: 90, once: false, people: MOST_PEOPLE };
  return { ...facts, terms, name: '', media: 'video', policy, hosts: [host.publicKey], bans: [] };
}
