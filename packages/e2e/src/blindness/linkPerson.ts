/**
 * One person at a call link, speaking to a real server with the app's own cryptography: no screen, but every key, record,
 * request and group is as the app makes it (spec/links.md, spec/link-keys.md, spec/group.md).
 */
import { createSigningKey, type SigningKey, sign } from '@sotto/core/crypto/signer';
import { createRoomSeals, type RoomSeals } from '@sotto/core/group/bundle';
import { createGroupKit, type GroupKit } from '@sotto/core/group/groupKit';
import { createRoomKeyPackage, type OwnKeyPackage } from '@sotto/core/group/keyPackage';
import { deriveLinkKeys, derivePseudonym, type LinkKeys } from '@sotto/core/link/linkKeys';
import type { Random } from '@sotto/core/port/random';
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type SeatId } from '@sotto/protocol/ids';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';
import { connect, type TestClient } from '@sotto/server/testing/testClient';

/** The operating system's generator. */
export const random: Random = { bytes: length => crypto.getRandomValues(new Uint8Array(length)) };

/** Somebody who goes to links. */
export interface Character {
  readonly name: string;
  /** The person's secret, the same at all links. */
  readonly identitySeed: Bytes;
}

/** A person's stay at one link, over a socket of its own. */
export interface LinkPerson {
  readonly client: TestClient;
  readonly keys: LinkKeys;
  readonly kit: GroupKit;
  readonly seals: RoomSeals;
  readonly seat: SeatId;
  readonly own: OwnKeyPackage;
  readonly pseudonym: SigningKey;
  /** All that was asked so far. */
  readonly asked: readonly ClientRequest[];
  /** Asks for something and throws if it is refused. */
  ask(request: ClientRequest): ReturnType<TestClient['ask']>;
  readLink(): Promise<ClientRequest>;
  startRoom(): Promise<ClientRequest>;
  knock(): Promise<ClientRequest>;
}

/** Opens a link as a person does. */
export async function visitLink(
  origin: string,
  token: Bytes,
  { name, identitySeed }: Character,
  hostKey: Bytes,
): Promise<LinkPerson> {
  const keys = await deriveLinkKeys(token);
  const kit = await createGroupKit(keys.linkId, random);
  const seals = createRoomSeals(random, keys.joinKey);
  const seat = bytesToId<SeatId>(random.bytes(16));
  const pseudonym = await derivePseudonym(identitySeed, hostKey);
  const own = await createRoomKeyPackage(kit, { seat, name, pseudonym }, Date.now());
  const client = await connect(origin);
  const asked: ClientRequest[] = [];
  return {
    ...{ client, keys, kit, seals, seat, own, pseudonym, asked },
    ask: async request => {
      asked.push(request);
      const answer = await client.ask(request);
      if (answer.t === 'error') throw new Error(`${request.t}: ${answer.code}`);
      return answer;
    },
    ...(await createArrivals({ client, keys, seals, seat, own, name })),
  };
}

type Arriving = Pick<LinkPerson, 'client' | 'keys' | 'seals' | 'seat' | 'own'> & { readonly name: string };

async function createArrivals({ client, keys, seals, seat, own, name }: Arriving) {
  const { auth, linkId } = keys;
  const seatKey = (await createSigningKey(random)).publicKey;
  const prove = (purpose: ProofPurpose, ...ids: readonly string[]) =>
    sign(auth.seed, proofStatement(purpose, client.nonce, linkId, ...ids));
  return {
    readLink: async () => ({ t: 'readLink', linkId, proof: await prove('readLink') }) as const,
    startRoom: async () => {
      const card = await seals.sealCard({ name });
      return { t: 'startRoom', linkId, seat, seatKey, card, proof: await prove('startRoom', seat) } as const;
    },
    knock: async () => {
      const card = await seals.sealCard({ name });
      const request = await seals.sealRequest({ keyPackage: own.bytes, statements: [], isPreparing: false });
      const proof = await prove('knock', seat);
      return { t: 'knock', linkId, seat, seatKey, request, card, proof } as const;
    },
  };
}
