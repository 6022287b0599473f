/**
 * A call behind a link that goes on with a call with a contact (spec/call.md, "Another device"): until that one is over it
 * has the devices, this one sends the same as it does, and only while nobody but that contact is there.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId, LinkId, SeatId } from '@sotto/protocol/ids';
import type { ContinuePurpose } from '@sotto/protocol/sealed/callContinue';
import type { CallSettings } from '../call/callNeeds.ts';
import type { LocalMedia } from '../call/localMedia.ts';
import type { WayFacts } from '../room/mesh/meshNeeds.ts';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import type { ContinuedView } from './linkCallView.ts';

/** Which call goes on, and who wanted it so. */
export interface Lender {
  readonly callId: CallId;
  readonly contactId: ContactId;
  readonly purpose: ContinuePurpose;
  /** This person wanted it. */
  readonly byMe: boolean;
  /** When media first flowed in it: it is one call, and lasts since then. */
  readonly since: number | undefined;
}

/** What lending needs. */
export interface LendingNeeds {
  readonly linkId: LinkId;
  /** Undefined: a call of its own. */
  readonly lender: Lender | undefined;
  readonly devices: LocalMedia;
  readonly room: () => Pick<RunningRoomFace, 'view' | 'person'> | undefined;
  readonly facts: (seat: SeatId) => WayFacts | undefined;
  readonly contactOf: (pseudonym: Bytes) => ContactId | undefined;
}

/** Lending. */
export interface Lending {
  /** The other call is not over: this one is not to be seen yet. */
  isLent(): boolean;
  /** Whether this person may be seen and heard here. */
  mayAppear(): boolean;
  /** Whether what is said of the devices is said of this call. */
  hasDevices(): boolean;
  /** Whether the contact is in the call, and all that it says to send has begun to come. */
  isContactReceived(): boolean;
  isContactThere(): boolean;
  /** Takes the devices over, as they are. */
  settle(): void;
  view(): ContinuedView | undefined;
}

/** Makes it. */
export function createLending(needs: LendingNeeds): Lending {
  const { contactOf, devices, facts, lender, linkId, room } = needs;
  let isLent = lender !== undefined;
  const others = () =>
    room()
      ?.view()
      .people.filter(({ isMe }) => !isMe) ?? [];
  const isContact = (seat: SeatId): boolean => {
    const pseudonym = room()?.person(seat);
    return pseudonym !== undefined && lender !== undefined && contactOf(pseudonym) === lender.contactId;
  };
  return {
    isLent: () => isLent,
    mayAppear: () => !isLent || others().every(({ seat }) => isContact(seat)),
    hasDevices: () =>
      devices.isStartedFor(linkId) || (isLent && lender !== undefined && devices.isStartedFor(lender.callId)),
    isContactReceived: () =>
      others().some(({ seat }) => {
        const way = isContact(seat) ? facts(seat) : undefined;
        return way?.way === 'connected' && way.isReceived;
      }),
    isContactThere: () => others().some(({ seat }) => isContact(seat)),
    settle: () => {
      if (lender !== undefined) devices.pass(lender.callId, linkId);
      isLent = false;
    },
    view: () => lender && { contactId: lender.contactId, purpose: lender.purpose, byMe: lender.byMe },
  };
}

/**
 * The settings of the connection with a member of a call that goes on with one with the contact `of`: that contact alone was
 * ever called or answered, so whoever else comes in is reached by relays, and learns no address.
 */
export function strangersByRelay(
  settings: CallSettings,
  of: ContactId | undefined,
  contactOf: (pseudonym: Bytes) => ContactId | undefined,
  other: { readonly pseudonym: Bytes } | undefined,
): CallSettings {
  const isStranger = other !== undefined && of !== undefined && contactOf(other.pseudonym) !== of;
  return isStranger ? { ...settings, relayOnly: true } : settings;
}
