/** One well-formed sample of every message, for round trips and as seeds of fuzzing. */
import type { CallId, ItemId, ReceiveId, SendId } from '../ids.ts';
import type { ChannelMessage } from '../sealed/channelMessage.ts';
import type { Envelope, Introduction, InvitationRecord } from '../sealed/invitationRecord.ts';
import type { SealedMessage } from '../sealed/sealedMessage.ts';
import type { ClientMessage } from '../wire/clientMessage.ts';
import type { ServerMessage } from '../wire/serverMessage.ts';

const bytes = (length: number, fill = 7) => new Uint8Array(length).fill(fill);
const id = <Id extends string>(letter: string) => `${letter.repeat(21)}A` as Id;
const receiveId = id<ReceiveId>('r');
const sendId = id<SendId>('s');
const callId = id<CallId>('c');
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
];

export const SERVER_SAMPLES: readonly ServerMessage[] = [
  { t: 'welcome', nonce: bytes(32), time: 1_800_000_000_000, relay: true },
  { t: 'ok', n: 1 },
  { t: 'error', n: 2, code: 'mailboxFull', retryAfter: 1000 },
  { t: 'error', code: 'malformed' },
  { t: 'delivery', receiveId, seq: 4, time: 1_800_000_000_000, blob: bytes(16_384) },
  { t: 'invitation', n: 3, invitation: bytes(2500) },
  { t: 'relay', n: 4, urls: ['turn:h:3478?transport=udp'], username: 'u', credential: 'p', expires: 5 },
  { t: 'bye', reason: 'stopping' },
];

export const SEALED_SAMPLES: readonly SealedMessage[] = [
  { k: 'text', id: id<ItemId>('t'), text: 'Bonjour 👋', sentAt: 1_800_000_000_000 },
  { k: 'received', ids: [id<ItemId>('t'), id<ItemId>('u')] },
  { k: 'profile', name: 'Zoë' },
  { k: 'callsAllowed', calls: 'audio' },
  { k: 'catchUp' },
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
