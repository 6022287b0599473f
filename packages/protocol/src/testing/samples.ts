/** One well-formed sample of every message, for round trips and as seeds of fuzzing. */
import type { CallId, ItemId, LinkId, NoteId, ReceiveId, RoomId, SeatId, SendId } from '../ids.ts';
import type { ChannelMessage } from '../sealed/channelMessage.ts';
import type { Envelope, Introduction, InvitationRecord } from '../sealed/invitationRecord.ts';
import type { LinkNote, LinkNoteBox } from '../sealed/linkNote.ts';
import type { SealedMessage } from '../sealed/sealedMessage.ts';
import type { ClientMessage } from '../wire/clientMessage.ts';
import type { ServerMessage } from '../wire/serverMessage.ts';

const bytes = (length: number, fill = 7) => new Uint8Array(length).fill(fill);
const id = <Id extends string>(letter: string) => `${letter.repeat(21)}A` as Id;
const receiveId = id<ReceiveId>('r');
const sendId = id<SendId>('s');
const callId = id<CallId>('c');
const linkId = id<LinkId>('l');
const seat = id<SeatId>('e');
const noteId = id<NoteId>('n');
const roomId = id<RoomId>('o');
const terms = { days: 90, once: false, people: 8 };
const stay = { linkId, seat, seatKey: bytes(32), proof: bytes(64) };
const leg = { round: 1, restart: 2 };
const candidates = [
  {
    candidate: 'candidate:1 1 udp 41885695 192.0.2.2 50000 typ relay raddr 0.0.0.0 rport 0',
    sdpMid: '0',
    sdpMLineIndex: 0,
  },
  { candidate: '', sdpMid: null, sdpMLineIndex: null },
];
const sdp = 'v=0\r\n';

export const CLIENT_SAMPLES: readonly ClientMessage[] = [
  { t: 'leaveNote', n: 60, linkId, noteId, note: bytes(4096), proof: bytes(64) },
  { t: 'readNotes', n: 61, linkId, proof: bytes(64) },
  { t: 'deleteNote', n: 62, linkId, noteId, proof: bytes(64) },
  { t: 'watchLink', n: 63, linkId, proof: bytes(64), asHost: true },
  { t: 'unwatchLink', n: 64, linkId },
  { t: 'send', n: 1, sendId, blob: bytes(1024), wake: 'ring' },
  { t: 'send', n: 2, sendId, blob: bytes(4096), wake: 'none', resume: true },
  { t: 'acknowledge', receiveId, seq: 9 },
  { t: 'openMailbox', n: 3, receiveId, proof: bytes(64) },
  { t: 'bindSender', n: 4, sendId, senderKey: bytes(32), proof: bytes(64) },
  { t: 'createMailbox', n: 5, receiveId, sendId, ownerKey: bytes(32), proof: bytes(64) },
  {
    t: 'createMailbox',
    n: 6,
    receiveId,
    sendId,
    ownerKey: bytes(32),
    proof: bytes(64),
    invitation: bytes(3000),
  },
  { t: 'deleteMailbox', n: 7, receiveId, proof: bytes(64) },
  { t: 'readInvitation', n: 8, sendId },
  { t: 'setWill', n: 9, sendId, blob: bytes(1024), wake: 'none' },
  { t: 'clearWill', n: 10, sendId },
  { t: 'requestRelay', n: 11 },
  { t: 'ping', n: 12 },
  {
    t: 'createLink',
    n: 13,
    linkId,
    adminKey: bytes(32),
    authKey: bytes(32),
    version: 1,
    terms,
    record: bytes(1024),
    signature: bytes(64),
  },
  { t: 'updateLink', n: 14, linkId, version: 2, terms, record: bytes(1024), signature: bytes(64) },
  { t: 'revokeLink', n: 15, linkId, version: 3, signature: bytes(64) },
  { t: 'readLink', n: 16, linkId, proof: bytes(64) },
  { t: 'knock', n: 17, ...stay, request: bytes(4096), card: bytes(256) },
  { t: 'startRoom', n: 18, ...stay, replace: bytes(64) },
  { t: 'attachRoom', n: 19, linkId, seat, epoch: 4, proof: bytes(64) },
  {
    t: 'commitRoom',
    n: 20,
    linkId,
    epoch: 4,
    commit: bytes(900),
    welcome: bytes(3000),
    adds: [seat],
    removes: [],
  },
  { t: 'tellRoom', n: 21, linkId, to: seat, blob: bytes(1024) },
  { t: 'refuseKnock', n: 22, linkId, seat, note: bytes(60) },
  { t: 'leaveRoom', n: 23, linkId },
];

export const SERVER_SAMPLES: readonly ServerMessage[] = [
  { t: 'notes', n: 40, notes: [{ noteId, note: bytes(4096) }] },
  { t: 'linkNews', linkId, people: 2 },
  { t: 'linkNews', linkId, people: 0, waiting: 1, notes: 3 },
  { t: 'welcome', nonce: bytes(32), time: 1_800_000_000_000, relay: true, people: 8 },
  { t: 'ok', n: 1 },
  { t: 'error', n: 2, code: 'mailboxFull', retryAfter: 1000 },
  { t: 'error', code: 'malformed' },
  { t: 'delivery', receiveId, seq: 4, time: 1_800_000_000_000, blob: bytes(16_384) },
  { t: 'invitation', n: 3, invitation: bytes(2500) },
  { t: 'relay', n: 4, urls: ['turn:h:3478?transport=udp'], username: 'u', credential: 'p', expires: 5 },
  { t: 'bye', reason: 'stopping' },
  {
    t: 'link',
    n: 5,
    version: 1,
    terms,
    record: bytes(1024),
    expires: 1_800_000_000_000,
    people: 2,
    cards: [bytes(256)],
  },
  { t: 'linkChanged', linkId, version: 2, terms, record: bytes(1024) },
  { t: 'knocked', linkId, seat, time: 1_800_000_000_000, request: bytes(4096) },
  { t: 'knockGone', linkId, seat },
  { t: 'admitted', linkId, roomId, epoch: 5, welcome: bytes(3000), people: [{ seat, away: false }] },
  { t: 'roomCommit', linkId, roomId, epoch: 4, by: seat, commit: bytes(900) },
  { t: 'roomPeople', linkId, roomId, epoch: 5, people: [{ seat, away: true }] },
  { t: 'roomMessage', linkId, from: seat, blob: bytes(1024) },
  { t: 'roomEnded', linkId, reason: 'refused', note: bytes(60) },
];

export const SEALED_SAMPLES: readonly SealedMessage[] = [
  { k: 'text', id: id<ItemId>('t'), text: 'Bonjour 👋', sentAt: 1_800_000_000_000 },
  { k: 'received', ids: [id<ItemId>('t'), id<ItemId>('u')] },
  { k: 'profile', name: 'Zoë' },
  { k: 'callsAllowed', calls: 'audio' },
  { k: 'catchUp' },
  { k: 'hostKey', key: new Uint8Array(32).fill(1), proof: new Uint8Array(64).fill(2) },
  {
    k: 'pseudonym',
    hostKey: new Uint8Array(32).fill(1),
    key: new Uint8Array(32).fill(3),
    proof: new Uint8Array(64).fill(4),
  },
  {
    k: 'linkApproval',
    token: new Uint8Array(16).fill(5),
    statement: {
      by: new Uint8Array(32).fill(6),
      statement: new Uint8Array(40).fill(7),
      signature: new Uint8Array(64).fill(8),
    },
  },
  { k: 'callInvite', callId, media: 'video', sdp, candidates, sentAt: 1 },
  { k: 'callInvite', callId, media: 'audio', candidates: [], sentAt: 1 },
  { k: 'callRinging', callId },
  { k: 'callOffer', callId, leg, sdp, candidates },
  { k: 'callAnswer', callId, leg, sdp, candidates },
  { k: 'callCandidates', callId, leg, candidates },
  { k: 'callRestart', callId, round: 3 },
  { k: 'callAccept', callId, media: 'audio', round: 0 },
  { k: 'callAccept', callId, media: 'video' },
  { k: 'callEnd', callId, reason: 'hungUp' },
  { k: 'callEnd', callId, reason: 'interrupted' },
  { k: 'callContinue', call: callId, token: new Uint8Array(16).fill(5), purpose: 'device' },
  { k: 'callContinued', call: callId },
];

export const CHANNEL_SAMPLES: readonly ChannelMessage[] = [
  {
    k: 'state',
    seq: 1,
    state: { microphone: true, camera: false, screen: false, held: false, hand: true },
  },
  { k: 'accept', seq: 2, media: 'video' },
  { k: 'end', seq: 3, reason: 'gaveUp' },
];

export const RECORD_SAMPLE: InvitationRecord = {
  keyPackage: bytes(2000),
  r: bytes(32),
  name: 'Ada',
  expires: 1_800_000_000_000,
};
export const INTRODUCTION_SAMPLE: Introduction = { welcome: bytes(5000), name: 'Bob', sendId };
export const ENVELOPE_SAMPLES: readonly Envelope[] = [
  { message: bytes(300) },
  { commit: bytes(2000), message: bytes(300) },
];
export const LINK_NOTE_SAMPLES: readonly LinkNote[] = [
  { name: 'Bob', text: 'Back at eight', at: 1_800_000_000_000 },
  { name: '', text: 'Call me', at: 1_800_000_000_000, invitation: bytes(16) },
];
export const LINK_NOTE_BOX_SAMPLE: LinkNoteBox = { kem: bytes(64), sealed: bytes(200) };
