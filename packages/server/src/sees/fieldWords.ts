/** Fields of messages that mean the same wherever they occur. Printed into docs/what-the-server-sees.md. */
import type { FieldWords } from './words.ts';

/** Joins a request with its answer. */
export const requestNumber: FieldWords = {
  what: 'Numbers a request, so that its answer finds it.',
  kind: 'number',
  kept: 'moment',
  tells: 'How many requests this socket has made.',
};

/** Of a mailbox, for its owner. */
export const receiveId: FieldWords = {
  what: 'The mailbox, as its owner names it.',
  kind: 'random',
  kept: 'mailbox.receiveId',
  tells:
    'Which mailboxes this socket fetches from: they belong to one person. Known while the socket is open.',
};

/** Of a mailbox, for its sender. */
export const sendId: FieldWords = {
  what: 'The mailbox, as its sender names it.',
  kind: 'derived',
  kept: 'mailbox.sendId',
  tells:
    'Which mailboxes this socket writes to. Who watches the running server sees the one socket write and another one fetch, and so which network addresses are in contact.',
};

/** Proves the owner of a mailbox. */
export const ownerProof: FieldWords = {
  what: 'Proves the owner’s key, on this socket only.',
  kind: 'signature',
  kept: 'moment',
  tells: 'That the owner is there.',
};

/** A sealed message. */
export const blob: FieldWords = {
  what: 'A message, encrypted and padded to 1, 4, 16 or 64 KiB.',
  kind: 'sealed',
  kept: 'blob.bytes',
  tells: 'Its size in four steps, and when it comes.',
};

/** How to wake the owner. */
export const wake: FieldWords = {
  what: 'How loudly to wake the owner’s closed app: `ring`, `message` or `none`.',
  kind: 'choice',
  kept: 'moment',
  tells: '`ring` says that a call begins; `message`, that there is something to read.',
};

/** Of a call link. */
export const linkId: FieldWords = {
  what: 'The call link, by a name that follows from its token.',
  kind: 'derived',
  kept: 'link.linkId',
  tells: 'Which links this socket is concerned with, while it is open.',
};

/** The host's count of changes. */
export const version: FieldWords = {
  what: 'Grows with each change of the link.',
  kind: 'number',
  kept: 'link.version',
  tells: 'Usually how often the host has changed it.',
};

/** What the server must know of a link. */
export const terms = {
  'terms.days': {
    what: 'After how many unused days the link expires.',
    kind: 'number',
    kept: 'link.days',
    tells: 'A choice of the host.',
  },
  'terms.once': {
    what: 'Whether it is for one call only.',
    kind: 'choice',
    kept: 'link.once',
    tells: 'A choice of the host.',
  },
  'terms.people': {
    what: 'The most people in its call.',
    kind: 'number',
    kept: 'link.people',
    tells: 'A choice of the host.',
  },
} as const satisfies Readonly<Record<string, FieldWords>>;

/** What the people of a link know about it. */
export const record: FieldWords = {
  what: 'Name, kind, policy, opening hours, hosts and bans of the link, encrypted.',
  kind: 'sealed',
  kept: 'link.record',
  tells: 'Its size in steps: 4 KiB, and 16 KiB where more than about sixty hosts and bans are in it.',
};

/** Of the host of a link. */
export const hostSignature: FieldWords = {
  what: 'The host’s signature over the change, by a key made for this link alone.',
  kind: 'signature',
  kept: 'moment',
  tells: 'That the link’s host is at this socket.',
};

/** Proves that somebody holds a link. */
export const linkProof: FieldWords = {
  what: 'Proves the token without showing it, on this socket only.',
  kind: 'signature',
  kept: 'moment',
  tells: 'That somebody who holds the link is there.',
};

/** A stay in the lobby or the call. */
export const seat: FieldWords = {
  what: 'One stay of one person at a link.',
  kind: 'random',
  kept: 'member.seat',
  tells:
    'Which socket, and so which network address, is in which call, while it lasts. In the lobby it is in memory only. Another stay has another one.',
};

/** Proves a stay. */
export const seatKey: FieldWords = {
  what: 'A key made for this stay alone.',
  kind: 'public key',
  kept: 'member.seatKey',
  tells: 'Nothing.',
};

/** A name on the join page. */
export const card: FieldWords = {
  what: 'The name shown to those who look at the link, encrypted under a key from the token.',
  kind: 'sealed',
  kept: 'place',
  tells: 'Nothing: every card is 256 bytes long, and one without a name is sent where none is to be shown.',
};

/** A request to join. */
export const request: FieldWords = {
  what: 'Who asks, and with what approval, encrypted under a key from the token.',
  kind: 'sealed',
  kept: 'place',
  tells: 'Its size in two steps, 4 or 8 KiB; the second is rare.',
};

/** A word to somebody who is not let in. */
export const note: FieldWords = {
  what: 'A host’s word to somebody who is not let in, encrypted under a key from the token.',
  kind: 'sealed',
  kept: 'moment',
  tells: 'Nothing but that it is there: all are of one length.',
};

/** A call behind a link. */
export const roomId: FieldWords = {
  what: 'One call behind a link; the server makes it.',
  kind: 'random',
  kept: 'room.roomId',
  tells: 'Nothing.',
};

/** Of a call's group. */
export const epoch: FieldWords = {
  what: 'The count of changes of the call’s group.',
  kind: 'number',
  kept: 'room.epoch',
  tells: 'How much coming and going there was.',
};

/** A change of a call's group. */
export const commit: FieldWords = {
  what: 'A change of the call’s group, encrypted.',
  kind: 'sealed',
  kept: 'roomCommit.bytes',
  tells: 'Its length in KiB: it grows with the group, and a little with what hosts have stated.',
};

/** What somebody new needs. */
export const groupWelcome: FieldWords = {
  what: 'What the new members need, encrypted for them.',
  kind: 'sealed',
  kept: 'place',
  tells: 'Its length in KiB: it grows with the group, and a little with what hosts have stated.',
};

/** A message within a call, which is stored nowhere. */
export const roomBlob: FieldWords = {
  what: 'A message within the call, encrypted and padded to 1, 4, 16 or 64 KiB.',
  kind: 'sealed',
  kept: 'place',
  tells: 'Its size in four steps and when it comes. Kept, in memory, only for somebody who was just cut off.',
};

/** Who is in a call. */
export const people = {
  'people[].seat': seat,
  'people[].away': {
    what: 'Whether this one is cut off.',
    kind: 'choice',
    kept: 'place',
    tells: 'The server knows it from the socket.',
  },
} as const satisfies Readonly<Record<string, FieldWords>>;

/** A note at a link. */
export const noteId: FieldWords = {
  what: 'Names this note.',
  kind: 'random',
  kept: 'linkNote.noteId',
  tells: 'Nothing: made by its author for this note.',
};

/** What a note at a link says. */
export const linkNote: FieldWords = {
  what: 'A short text and a name, encrypted for the host alone.',
  kind: 'sealed',
  kept: 'linkNote.bytes',
  tells: 'That somebody left one, and when it comes. All have the same size.',
};

/** Proves the host of a link. */
export const hostProof: FieldWords = {
  what: 'Proves the host’s key of this link, on this socket only.',
  kind: 'signature',
  kept: 'moment',
  tells: 'That the link’s host is at this socket.',
};
