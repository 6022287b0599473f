/** What a client tells the server with each message. Printed into docs/what-the-server-sees.md. */
import type { ClientMessage } from '@sotto/protocol/wire/clientMessage';
import {
  blob,
  card,
  commit,
  epoch,
  groupWelcome,
  hostProof,
  hostSignature,
  linkId,
  linkNote,
  linkProof,
  requestNumber as n,
  note,
  noteId,
  ownerProof,
  receiveId,
  record,
  request,
  roomBlob,
  seat,
  seatKey,
  sendId,
  terms,
  version,
  wake,
} from './fieldWords.ts';
import type { FieldPath, MessageWords } from './words.ts';

type Words = {
  readonly [Name in ClientMessage['t']]: MessageWords<FieldPath<Extract<ClientMessage, { t: Name }>>>;
};

/** Every message of a client, in the order of the page. */
export const CLIENT_MESSAGE_WORDS: Words = {
  createMailbox: {
    what: 'Make a mailbox.',
    tells: 'An invitation is made or taken up at this address.',
    fields: {
      n,
      receiveId,
      sendId,
      ownerKey: {
        what: 'The owner’s key, made for this mailbox alone.',
        kind: 'public key',
        kept: 'mailbox.ownerKey',
        tells: 'Nothing.',
      },
      proof: ownerProof,
      invitation: {
        what: 'What the guest’s app needs, encrypted under a key from the invitation’s token.',
        kind: 'sealed',
        kept: 'invitation.bytes',
        tells: 'That this is the inviting side, and the length of what is in it.',
      },
    },
  },
  openMailbox: {
    what: 'Give me what comes here.',
    tells: 'This person is online; all mailboxes opened on one socket are one person’s.',
    fields: { n, receiveId, proof: ownerProof },
  },
  acknowledge: {
    what: 'I have everything up to here: delete it.',
    tells: 'When a message was received.',
    fields: {
      receiveId,
      seq: {
        what: 'Up to which position.',
        kind: 'number',
        kept: 'moment',
        tells: 'How many messages were received.',
      },
    },
  },
  deleteMailbox: {
    what: 'Forget this mailbox.',
    tells: 'A contact or an invitation was removed.',
    fields: { n, receiveId, proof: ownerProof },
  },
  readInvitation: {
    what: 'Show me the invitation.',
    tells: 'Somebody with this address has opened an invitation link.',
    fields: { n, sendId },
  },
  bindSender: {
    what: 'I am the sender of this mailbox.',
    tells: 'All mailboxes bound on one socket are written to by one person.',
    fields: {
      n,
      sendId,
      senderKey: {
        what: 'The sender’s key, made for this mailbox alone.',
        kind: 'public key',
        kept: 'mailbox.senderKey',
        tells: 'Nothing.',
      },
      proof: {
        what: 'Proves the sender’s key, on this socket only.',
        kind: 'signature',
        kept: 'moment',
        tells: 'That the sender is there.',
      },
    },
  },
  send: {
    what: 'Store this message for the owner.',
    tells: 'Somebody writes, now: a text, a receipt, or something about a call.',
    fields: {
      n,
      sendId,
      blob,
      wake,
      resume: {
        what: 'Goes on after a refusal.',
        kind: 'choice',
        kept: 'moment',
        tells: 'Nothing new.',
      },
    },
  },
  setWill: {
    what: 'Send this for me should I vanish.',
    tells: 'A call begins.',
    fields: {
      n,
      sendId,
      blob: { ...blob, kept: 'will.bytes' },
      wake: { ...wake, kept: 'will.wake', tells: 'Nothing: the app always says `none` here.' },
    },
  },
  clearWill: { what: 'Forget my will.', tells: 'The call is over.', fields: { n, sendId } },
  requestRelay: {
    what: 'Give me credentials for the relay.',
    tells: 'This address prepares a call.',
    fields: { n },
  },
  ping: { what: 'Are you there?', tells: 'The app is open.', fields: { n } },
  createLink: {
    what: 'Keep this call link.',
    tells: 'At this address is the host of this link.',
    fields: {
      n,
      linkId,
      adminKey: {
        what: 'The host’s key, made for this link alone.',
        kind: 'public key',
        kept: 'link.adminKey',
        tells: 'Nothing.',
      },
      authKey: {
        what: 'The public half of a key that follows from the token.',
        kind: 'public key',
        kept: 'link.authKey',
        tells: 'Nothing.',
      },
      version,
      ...terms,
      record,
      signature: hostSignature,
    },
  },
  updateLink: {
    what: 'Replace record and terms of this link.',
    tells: 'At this address is the host of this link.',
    fields: { n, linkId, version, ...terms, record, signature: hostSignature },
  },
  revokeLink: {
    what: 'End this link for ever.',
    tells: 'At this address is the host of this link.',
    fields: { n, linkId, version, signature: hostSignature },
  },
  readLink: {
    what: 'Show me this link.',
    tells: 'Somebody with this address has opened the link.',
    fields: { n, linkId, proof: linkProof },
  },
  leaveNote: {
    what: 'Keep this for the host.',
    tells:
      'Somebody with this address, who holds the link, leaves a note. In memory only, until the server stops at the latest: in which of 16 drawers, which one address in sixteen shares.',
    fields: { n, linkId, noteId, note: linkNote, proof: linkProof },
  },
  readNotes: {
    what: 'Which notes lie at my link?',
    tells: 'The host of the link is at this address.',
    fields: { n, linkId, proof: hostProof },
  },
  deleteNote: {
    what: 'Forget this note at my link.',
    tells: 'The host of the link is at this address.',
    fields: { n, linkId, noteId, proof: hostProof },
  },
  watchLink: {
    what: 'Tell me what goes on at this link.',
    tells:
      'Somebody with this address waits for the call, or is the host and wants to hear who comes. As long as the socket is open, which links it watches: links of one host can be seen together that way. In memory only.',
    fields: {
      n,
      linkId,
      proof: { ...linkProof, what: 'Proves the token, or the host’s key of this link, on this socket only.' },
      asHost: { what: 'Whether it is the host.', kind: 'choice', kept: 'socket', tells: 'That.' },
    },
  },
  unwatchLink: {
    what: 'No more news of this link.',
    tells: 'That the page was left, for example.',
    fields: { n, linkId },
  },
  knock: {
    what: 'I would like to join.',
    tells: 'Somebody with this address waits at the link.',
    fields: { n, linkId, seat, seatKey, request, card, proof: linkProof },
  },
  startRoom: {
    what: 'I begin the call.',
    tells: 'A call begins behind the link.',
    fields: {
      n,
      linkId,
      seat,
      seatKey,
      card,
      proof: linkProof,
      replace: {
        what: 'The host’s signature for ending the call that runs.',
        kind: 'signature',
        kept: 'moment',
        tells: 'That the link’s host is at this socket.',
      },
    },
  },
  attachRoom: {
    what: 'My place in the call goes on here.',
    tells: 'Somebody is back, perhaps from another address.',
    fields: {
      n,
      linkId,
      seat,
      epoch,
      card,
      proof: {
        what: 'Proves the key of the stay, on this socket only.',
        kind: 'signature',
        kept: 'moment',
        tells: 'That it is the same stay as before.',
      },
    },
  },
  commitRoom: {
    what: 'Change the group of the call.',
    tells: 'Who was let in or removed, by stays.',
    fields: {
      n,
      linkId,
      epoch,
      commit,
      welcome: groupWelcome,
      'adds[]': seat,
      'removes[]': seat,
    },
  },
  tellRoom: {
    what: 'Hand this to one in the call, or to all.',
    tells:
      'Who speaks to whom within the call, by stays: chat, reactions and the making of connections look alike.',
    fields: { n, linkId, to: seat, blob: roomBlob },
  },
  refuseKnock: {
    what: 'This one is not let in.',
    tells: 'Who was refused, by stays.',
    fields: { n, linkId, seat, note },
  },
  leaveRoom: { what: 'I leave.', tells: 'When somebody left.', fields: { n, linkId } },
};
