/** What a screen shows of the link call that this person is in, knocks at or has just left. Times in ms since 1970. */
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import type { ContinuePurpose } from '@sotto/protocol/sealed/callContinue';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { DeviceProblem, DevicesView } from '../client/view.ts';
import type { DeviceKind } from '../port/media.ts';
import type { Rating } from '../quality/rating.ts';
import type { WayState } from '../room/mesh/meshNeeds.ts';
import type { RoomEnding } from '../room/roomState.ts';
import type { RoomPersonView, RoomView } from '../room/roomView.ts';
import type { ContactWishView, TouchView } from './touchView.ts';

/** Somebody in the call, with the connection to them. */
export interface LinkCallPersonView extends RoomPersonView {
  /** Looks at the join page and is about to come: in the group, but sent nothing. Shown in the list only. */
  readonly isArriving: boolean;
  /** The contact behind the pseudonym, if there is one. */
  readonly contactId: ContactId | undefined;
  /** Undefined for this person. */
  readonly way: WayState | undefined;
  readonly path: 'relay' | 'direct' | undefined;
  /** What is received from them; undefined while it is not known. */
  readonly rating: Rating | undefined;
  /** Their camera is on, and sends this device no picture so that the sound gets through. */
  readonly isTheirPicturePaused: boolean;
  /** So much of what came from them was not properly encrypted, and dropped, that no change of connections explains it. */
  readonly isUnencrypted: boolean;
  /** Name of the connection: where the screen finds picture and sound. Undefined for this person and who is arriving. */
  readonly connection: string | undefined;
  /** 0 to 1: how loud they are to be played on this device. */
  readonly volume: number;
  /** When they were heard last; 0 for never. Decides the speaker layout. */
  readonly spokeAt: number;
  /** Has the rights of a host by the link's record as its first: the one who made the link. */
  readonly isOwner: boolean;
}

/**
 * How far another device is with going on in this one's place. `open`: it may come. `waiting`: it waits to be let in;
 * `arriving`: its person has not joined there yet; `moving`: it joins, and this device leaves in a moment.
 */
export interface HandOverView {
  readonly stage: 'open' | 'waiting' | 'arriving' | 'moving';
  /** For the other device alone: whoever opens it goes on as this person. Undefined when it is of no use any more. */
  readonly link: string | undefined;
  /** Until when the link can be opened. */
  readonly until: number;
}

/** The call with a contact that this one goes on with. */
export interface ContinuedView {
  readonly contactId: ContactId;
  /** For another device of whoever wanted it, or for more people. */
  readonly purpose: ContinuePurpose;
  /** This person wanted it; the contact otherwise. */
  readonly byMe: boolean;
}

/** The call. */
export interface LinkCallView extends Omit<RoomView, 'people' | 'ending'> {
  /** `moved`: it continues on this person's other device. */
  readonly ending: RoomEnding | 'moved' | undefined;
  readonly linkId: LinkId;
  /** The complete link. */
  readonly link: string;
  /** May be empty. */
  readonly name: string;
  readonly media: LinkMedia;
  /** Looking at the join page still: inside at most to prepare. */
  readonly isPreparing: boolean;
  /** It is to go on with that of another device, which has not said so yet: nobody knows of this person until then. */
  readonly isUnproven: boolean;
  readonly people: readonly LinkCallPersonView[];
  /**
   * Connections with a second device of somebody who is shown by the first: nobody plays them, but only what is passed on
   * is known to come, and by that the second takes the place of the first.
   */
  readonly unshown: readonly string[];
  readonly mine: MediaState;
  readonly devices: DevicesView | undefined;
  readonly problems: Partial<Record<DeviceKind, DeviceProblem>>;
  /** When this person came in; undefined before. */
  readonly joinedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Frames that did not decrypt or were not encrypted, dropped so far. */
  readonly droppedFrames: number;
  /** A host has asked this person to be silent; the time of the last request. */
  readonly mutedByHost: number | undefined;
  /** The host, as somebody to stay in touch with; undefined for the host, for its contacts, and before it was seen. */
  readonly touch: TouchView | undefined;
  /** Who wants to stay in touch with this person, the host; oldest first. */
  readonly contactWishes: readonly ContactWishView[];
  /** The call is being continued on another device of this person; undefined while it is not. */
  readonly handOver: HandOverView | undefined;
  /** Undefined for a call that began behind its link. */
  readonly continued: ContinuedView | undefined;
  /** What becomes of this device's picture on a weak network. */
  readonly picture: 'full' | 'lowered' | 'paused';
}
