/** What each message of the server carries: it can say only what it knows. Printed into docs/what-the-server-sees.md. */
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import {
  blob,
  card,
  commit,
  epoch,
  groupWelcome,
  linkId,
  linkNote,
  requestNumber as n,
  note,
  noteId,
  people,
  receiveId,
  record,
  request,
  roomBlob,
  roomId,
  seat,
  terms,
  version,
} from './fieldWords.ts';
import type { FieldPath, FieldWords, MessageWords } from './words.ts';

type Words = {
  readonly [Name in ServerMessage['t']]: MessageWords<FieldPath<Extract<ServerMessage, { t: Name }>>>;
};

const OWN = 'Says what it knew already.';
const reason: FieldWords = {
  what: 'Why, from a closed list.',
  kind: 'choice',
  kept: 'moment',
  tells: 'The server’s own word.',
};

/** Every message of the server, in the order of the page. */
export const SERVER_MESSAGE_WORDS: Words = {
  welcome: {
    what: 'First on every socket.',
    tells: OWN,
    fields: {
      nonce: {
        what: 'What proofs on this socket must cover.',
        kind: 'random',
        kept: 'socket',
        tells: 'Nothing.',
      },
      time: { what: 'The server’s clock.', kind: 'time', kept: 'moment', tells: 'Nothing about anybody.' },
      relay: {
        what: 'Whether there is a relay.',
        kind: 'choice',
        kept: 'moment',
        tells: 'Nothing about anybody.',
      },
      people: {
        what: 'How many people may be in one call behind a link.',
        kind: 'number',
        kept: 'moment',
        tells: 'The operator’s own setting.',
      },
    },
  },
  ok: { what: 'Done.', tells: OWN, fields: { n } },
  error: {
    what: 'Refused.',
    tells: OWN,
    fields: {
      n,
      code: reason,
      retryAfter: {
        what: 'How long to wait.',
        kind: 'number',
        kept: 'moment',
        tells: 'That this address has asked for much.',
      },
    },
  },
  bye: { what: 'Last on a socket.', tells: OWN, fields: { reason } },
  delivery: {
    what: 'A message for the owner.',
    tells: OWN,
    fields: {
      receiveId,
      seq: {
        what: 'Its position in the mailbox.',
        kind: 'number',
        kept: 'blob.seq',
        tells: 'How busy the mailbox is.',
      },
      time: { what: 'When it was accepted.', kind: 'time', kept: 'blob.time', tells: 'When somebody wrote.' },
      blob,
    },
  },
  invitation: {
    what: 'The invitation that was asked for.',
    tells: OWN,
    fields: {
      n,
      invitation: {
        what: 'What the guest’s app needs, encrypted.',
        kind: 'sealed',
        kept: 'invitation.bytes',
        tells: 'Its length.',
      },
    },
  },
  relay: {
    what: 'Credentials for the relay.',
    tells: OWN,
    fields: {
      n,
      'urls[]': {
        what: 'Where the relay is.',
        kind: 'address',
        kept: 'moment',
        tells: 'Nothing about anybody.',
      },
      username: {
        what: 'When the credentials end, and a random word.',
        kind: 'random',
        kept: 'moment',
        tells:
          'To the relay: that allocations with the same word are one client’s. Each request gets another word.',
      },
      credential: {
        what: 'Follows from the username and the relay’s secret.',
        kind: 'derived',
        kept: 'moment',
        tells: 'Nothing.',
      },
      expires: { what: 'When they end.', kind: 'time', kept: 'moment', tells: 'When they were asked for.' },
    },
  },
  link: {
    what: 'The link that was asked for.',
    tells: OWN,
    fields: {
      n,
      version,
      ...terms,
      record,
      expires: {
        what: 'When it ends unless it is used before.',
        kind: 'time',
        kept: 'moment',
        tells: 'Follows from the day of its last use.',
      },
      people: {
        what: 'How many are in the call.',
        kind: 'number',
        kept: 'moment',
        tells: 'The server counts the stays.',
      },
      'cards[]': card,
    },
  },
  linkChanged: {
    what: 'The host has changed the link.',
    tells: OWN,
    fields: { linkId, version, ...terms, record },
  },
  knocked: {
    what: 'Somebody waits in the lobby.',
    tells: OWN,
    fields: {
      linkId,
      seat,
      time: { what: 'Since when.', kind: 'time', kept: 'place', tells: 'How long somebody waits.' },
      request,
    },
  },
  knockGone: { what: 'Somebody waits no longer.', tells: OWN, fields: { linkId, seat } },
  admitted: {
    what: 'You are in.',
    tells: OWN,
    fields: { linkId, roomId, epoch, welcome: groupWelcome, ...people },
  },
  roomCommit: {
    what: 'The group of the call changes.',
    tells: OWN,
    fields: { linkId, roomId, epoch, by: seat, commit },
  },
  roomPeople: {
    what: 'Who is in the call.',
    tells: 'The list is the server’s own: it has stays, no names.',
    fields: { linkId, roomId, epoch, ...people },
  },
  roomMessage: {
    what: 'A message from somebody in the call.',
    tells: OWN,
    fields: { linkId, from: seat, blob: roomBlob },
  },
  notes: {
    what: 'The notes at a link, for its host.',
    tells: OWN,
    fields: { n, 'notes[].noteId': noteId, 'notes[].note': linkNote },
  },
  linkNews: {
    what: 'How many are at a link that is watched.',
    tells: OWN,
    fields: {
      linkId,
      people: { what: 'How many are in the call.', kind: 'number', kept: 'place', tells: 'It counts them.' },
      waiting: { what: 'How many wait.', kind: 'number', kept: 'place', tells: 'It counts them.' },
      notes: { what: 'How many notes lie there.', kind: 'number', kept: 'moment', tells: 'It counts them.' },
    },
  },
  roomEnded: { what: 'You have no place here any more.', tells: OWN, fields: { linkId, reason, note } },
};
