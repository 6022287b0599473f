/** Session descriptions and candidates as fake connections make them: of the fixed form, and nothing beyond. */
import type { Candidate } from '@sotto/protocol/sealed/media';
import { TRACK_SLOTS, type TrackSlot } from '../port/peerConnection.ts';

/** What tells one fake connection's description from another's. */
export interface FakeDescription {
  readonly ufrag: string;
  readonly fingerprint: string;
}

/** Writes a description; `fingerprint` is 64 hexadecimal digits. */
export function writeDescription({ ufrag, fingerprint }: FakeDescription): string {
  const digits = fingerprint.match(/../g)?.join(':');
  const transport = [
    `a=ice-ufrag:${ufrag}`,
    'a=ice-pwd:x',
    `a=fingerprint:sha-256 ${digits}`,
    'a=setup:actpass',
  ];
  const kinds = [...TRACK_SLOTS.map(slot => SLOT_KINDS[slot]), 'application'];
  const sections = kinds.map((kind, mid) => [
    `m=${kind} 9 ${kind === 'application' ? 'UDP/DTLS/SCTP webrtc-datachannel' : 'UDP/TLS/RTP/SAVPF 111'}`,
    ...transport,
    `a=mid:${mid}`,
    ...(kind === 'audio' ? ['a=rtpmap:111 opus/48000/2'] : []),
  ]);
  const session = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1 2 3 4'];
  return `${[...session, ...sections.flat()].join('\r\n')}\r\n`;
}

/** Reads a description back. */
export function readDescription(sdp: string): FakeDescription {
  const ufrag = /a=ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? '';
  const fingerprint = /a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1] ?? '';
  return { ufrag, fingerprint: fingerprint.replaceAll(':', '') };
}

/** A candidate of a gathering. */
export function writeCandidate(type: 'host' | 'relay', ufrag: string): Candidate {
  const address = type === 'host' ? '192.168.1.7' : '203.0.113.9';
  const related = type === 'host' ? '' : ' raddr 192.168.1.7 rport 5000';
  const candidate = `candidate:1 1 udp 1 ${address} 5000 typ ${type}${related} ufrag ${ufrag}`;
  return { candidate, sdpMid: '0', sdpMLineIndex: 0 };
}

/** The user fragment of the description that a candidate belongs to. */
export function candidateToUfrag(candidate: string): string {
  return /ufrag (\S+)/.exec(candidate)?.[1] ?? '';
}

const SLOT_KINDS: Readonly<Record<TrackSlot, 'audio' | 'video'>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenSound: 'audio',
};
