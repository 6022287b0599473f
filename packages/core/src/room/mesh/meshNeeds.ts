/** What the mesh of a link call needs and what it knows of each person (spec/room.md, "Connections"). Types only. */
import type { SeatId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { CallCrypto, CallSettings, RelayAccess } from '../../call/callNeeds.ts';
import type { GroupMember } from '../../group/member.ts';
import type { Clock } from '../../port/clock.ts';
import type { Log } from '../../port/log.ts';
import type { LocalTrack } from '../../port/media.ts';
import type { FrameKeys, PeerConnectionPort, TrackSlot } from '../../port/peerConnection.ts';
import type { Random } from '../../port/random.ts';
import type { Rating } from '../../quality/rating.ts';
import type { RoomMedia, TellRoom } from '../roomNeeds.ts';

/** What a mesh needs. */
export interface MeshNeeds {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly peers: PeerConnectionPort;
  readonly crypto: CallCrypto;
  /** Fresh relay credentials for one connection; undefined or rejected when none can be had. */
  readonly relay: () => Promise<RelayAccess | undefined>;
  /** A path has fallen silent: perhaps the server cannot be reached either. */
  readonly checkServer: () => void;
  /** With `other`, those for the connection with that member. */
  readonly settings: (other?: GroupMember) => CallSettings;
  /** What this device sends on a slot. */
  readonly track: (slot: TrackSlot) => LocalTrack | undefined;
  /** What this device sends, as it says; undefined before this person has joined: nothing leaves then. */
  readonly mine: () => MediaState | undefined;
  /** Something that the view shows has changed. */
  readonly changed: () => void;
}

/** What a connection with a member is made of. */
export interface MeshConnectionParts {
  readonly needs: MeshNeeds;
  readonly me: GroupMember;
  readonly other: GroupMember;
  readonly tell: TellRoom;
  /** The frame keys of now; undefined when the other is no member any more. */
  readonly frameKeys: () => FrameKeys | undefined;
  /** How many people this device sends to. */
  readonly receivers: () => number;
  /** One of the two is known not to follow the group at the moment. */
  readonly isBehind: () => boolean;
}

/** How the connection with somebody stands. `preparing`: that person has not joined yet, or this one has not. */
export type WayState = 'preparing' | 'connecting' | 'connected' | 'reconnecting' | 'failed';

/** What is known of the connection with one person. */
export interface WayFacts {
  readonly way: WayState;
  /** What is said over the connection would leave now. */
  readonly isReady: boolean;
  readonly path: 'relay' | 'direct' | undefined;
  readonly rating: Rating | undefined;
  /** Where the platform puts what this person sends. */
  readonly connection: string;
  /** 0 for never. */
  readonly spokeAt: number;
  /** What this person says to send has begun to come. */
  readonly isReceived: boolean;
  /** As this person says over the connection, or to all. */
  readonly theirs: MediaState | undefined;
  readonly droppedFrames: number;
  /** What becomes of this device's picture on the way to this person. */
  readonly picture: 'full' | 'lowered' | 'paused' | undefined;
  /** Their camera is on and their network too weak for a picture to this device. */
  readonly isTheirPicturePaused: boolean;
}

/** The connections of one device with everybody else in the call. */
export interface Mesh {
  /** For `RoomNeeds`. */
  readonly attach: (tell: TellRoom) => RoomMedia;
  /** A device was switched, opened or lost, or this person has joined. */
  mediaChanged(): void;
  /** Which people's pictures are on screen, and how high; undefined: all, as high as they come. */
  watch(heights: ReadonlyMap<SeatId, number> | undefined): void;
  networkChanged(isCertain: boolean): void;
  facts(seat: SeatId): WayFacts | undefined;
  /** Frames that did not decrypt or were not encrypted, of everybody who was ever there. */
  droppedFrames(): number;
}
