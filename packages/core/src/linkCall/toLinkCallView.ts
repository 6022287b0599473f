/** A link call as a screen sees it (`linkCallView.ts`): the room's people, each with the connection to them. Pure. */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, SeatId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { DeviceProblem, DevicesView } from '../client/view.ts';
import type { DeviceKind } from '../port/media.ts';
import type { Mesh } from '../room/mesh/meshNeeds.ts';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import { QUIET } from '../room/roomSocial.ts';
import type { RoomPersonView, RoomView } from '../room/roomView.ts';
import { toHiddenSeats } from './joinedSeats.ts';
import type { LinkCallPersonView, LinkCallView } from './linkCallView.ts';

/** What a view repeats as it is. */
type Repeated = Pick<
  LinkCallView,
  | 'linkId'
  | 'link'
  | 'name'
  | 'media'
  | 'isPreparing'
  | 'isUnproven'
  | 'joinedAt'
  | 'endedAt'
  | 'mutedByHost'
  | 'touch'
  | 'contactWishes'
  | 'handOver'
  | 'continued'
>;

/** What a view is made of. */
export interface LinkCallMaterial {
  readonly repeated: Repeated;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** It was left for another device. */
  readonly isMoved: boolean;
  readonly room: Pick<RunningRoomFace, 'view' | 'person' | 'successions'>;
  readonly mesh: Pick<Mesh, 'facts' | 'droppedFrames'>;
  readonly volumes: ReadonlyMap<SeatId, number>;
  /** Pseudonym of the one who made the link. */
  readonly owner: Bytes | undefined;
  readonly contactOf: (pseudonym: Bytes) => ContactId | undefined;
  /** Undefined before this person has joined. */
  readonly mine: MediaState | undefined;
  /** While this call has them. */
  readonly devices:
    | { readonly view: DevicesView; readonly problems: Partial<Record<DeviceKind, DeviceProblem>> }
    | undefined;
}

/** The view. */
export function toLinkCallView(material: LinkCallMaterial): LinkCallView {
  const { repeated, room, mesh, mine, devices } = material;
  const view = room.view();
  const facts = { successions: room.successions(), people: view.people, now: material.now };
  const hidden = toHiddenSeats({ ...facts, facts: seat => mesh.facts(seat) });
  const people = view.people.filter(({ seat }) => !hidden.has(seat));
  return {
    ...view,
    ...repeated,
    stage: isInside(view) && repeated.isUnproven && !repeated.isPreparing ? 'entering' : view.stage,
    ending: material.isMoved && view.ending === 'left' ? 'moved' : view.ending,
    people: people.map(person => toPerson(material, person)),
    unshown: view.people.filter(({ seat }) => hidden.has(seat)).flatMap(each => toUnshown(material, each)),
    mine: mine ?? QUIET,
    devices: devices?.view,
    problems: devices?.problems ?? {},
    droppedFrames: mesh.droppedFrames(),
    picture: toPicture(material, view.people),
  };
}

function isInside({ stage }: RoomView): boolean {
  return stage === 'inside' || stage === 'reconnecting';
}

/** Two seconds of sound. */
const MANY_DROPPED = 100;

function toPerson(material: LinkCallMaterial, person: RoomPersonView): LinkCallPersonView {
  const { repeated, room, mesh, volumes, owner, contactOf, mine } = material;
  const { seat, isMe } = person;
  const pseudonym = room.person(seat);
  const way = isMe ? undefined : mesh.facts(seat);
  const media = isMe ? mine : (way?.theirs ?? person.media);
  const isArriving = isMe ? repeated.isPreparing : media === undefined;
  return {
    ...person,
    media,
    isArriving,
    contactId: isMe || pseudonym === undefined ? undefined : contactOf(pseudonym),
    way: isMe ? undefined : (way?.way ?? 'connecting'),
    path: way?.path,
    rating: way?.rating,
    isTheirPicturePaused: way?.isTheirPicturePaused ?? false,
    isUnencrypted: (way?.droppedFrames ?? 0) >= MANY_DROPPED,
    // Whoever has not joined is neither seen nor heard, whatever its app sends.
    connection: isArriving ? undefined : way?.connection,
    volume: volumes.get(seat) ?? volumes.get(person.former ?? seat) ?? 1,
    spokeAt: way?.spokeAt ?? 0,
    isOwner: owner !== undefined && pseudonym !== undefined && isSameBytes(owner, pseudonym),
  };
}

/** The connection with somebody who has joined and is not shown. */
function toUnshown(material: LinkCallMaterial, person: RoomPersonView): readonly string[] {
  const { isArriving, connection } = toPerson(material, person);
  return person.isMe || isArriving || connection === undefined ? [] : [connection];
}

const PICTURES = ['full', 'lowered', 'paused'] as const;

/** What the best connected person gets: a weak network of one other is no news about this one. */
function toPicture({ mesh }: LinkCallMaterial, people: readonly RoomPersonView[]): LinkCallView['picture'] {
  const sent = people.flatMap(({ seat }) => mesh.facts(seat)?.picture ?? []);
  return PICTURES.find(each => sent.includes(each)) ?? 'full';
}
