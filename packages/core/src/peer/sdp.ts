/**
 * The little that core reads and changes in session descriptions (RFC 8866): fingerprints, the fixed media sections,
 * and what must not leave the device (spec/call.md, "Descriptions"). Pure.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import { MAX_SDP_LENGTH } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';

/** A description that was checked, and the DTLS fingerprint (SHA-256, 32 bytes) that it commits to. */
export interface CheckedDescription {
  readonly sdp: string;
  readonly fingerprint: Bytes;
}

/**
 * A description, this side's or the contact's, as it may leave or be handed to the browser: no candidate and no
 * address (candidates travel by themselves, filtered), no audio levels, nothing about codecs that are not offered, lost
 * sound asked for again. `malformed`: not exactly the four media sections and the data channel in one bundle, another
 * protocol, or no single SHA-256 fingerprint.
 */
export function cleanDescription(sdp: string): Result<CheckedDescription, 'malformed'> {
  if (sdp.length > MAX_SDP_LENGTH) return failure('malformed');
  const lines = toLines(sdp);
  const sections = splitSections(lines);
  const fingerprint = readFingerprint(lines);
  if (fingerprint === undefined || !hasFixedForm(lines, sections)) return failure('malformed');
  const clean = sections.map(section =>
    addNackToSection(dropStrayCodecs(section).filter(isKept).map(blankAddresses)),
  );
  return success({ sdp: joinSections(clean), fingerprint });
}

/**
 * Asks for lost sound packets again: NACK for Opus. Both sides' descriptions need it; a browser port may also apply it
 * before setting its local description.
 */
export function addAudioNack(sdp: string): string {
  return joinSections(splitSections(toLines(sdp)).map(addNackToSection));
}

const SECTION_KINDS = ['audio', 'video', 'video', 'audio', 'application'];
const RTP_PROTOCOL = 'UDP/TLS/RTP/SAVPF';
const CHANNEL_PROTOCOL = 'UDP/DTLS/SCTP';
const AUDIO_LEVELS = /^a=extmap:\d+(?:\/\w+)? urn:ietf:params:rtp-hdrext:(?:ssrc|csrc)-audio-level\b/;
const CANDIDATES = /^a=(?:candidate:|end-of-candidates|remote-candidates:)/;
/** Keys outside DTLS, and claims about who speaks, have no place in a call. */
const FORBIDDEN = /^a=(?:crypto:|identity:|ice-lite)/;

/** The first section is the session's own. */
type Section = readonly string[];

function toLines(sdp: string): readonly string[] {
  return sdp.split(/\r\n|\n/).filter(line => line !== '');
}

function splitSections(lines: readonly string[]): readonly Section[] {
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  return [0, ...starts].map((start, index) => lines.slice(start, starts[index] ?? lines.length));
}

function joinSections(sections: readonly Section[]): string {
  return `${sections.flat().join('\r\n')}\r\n`;
}

function readFingerprint(lines: readonly string[]): Bytes | undefined {
  const values = new Set(
    lines.filter(line => line.startsWith('a=fingerprint:')).map(line => line.toLowerCase()),
  );
  const [value] = values;
  const hex = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/.exec(value ?? '')?.[1];
  if (values.size !== 1 || hex === undefined) return undefined;
  return Uint8Array.fromHex(hex.replaceAll(':', ''));
}

function hasFixedForm(lines: readonly string[], sections: readonly Section[]): boolean {
  const [session = [], ...media] = sections;
  return (
    session[0] === 'v=0' &&
    media.length === SECTION_KINDS.length &&
    media.every((section, index) => hasKind(section, SECTION_KINDS[index] ?? '')) &&
    hasOneBundle(session, media) &&
    !lines.some(line => FORBIDDEN.test(line)) &&
    lines.some(line => line.startsWith('a=ice-ufrag:'))
  );
}

function hasKind(section: Section, kind: string): boolean {
  const [type, , protocol] = (section[0] ?? '').slice(2).split(' ');
  return type === kind && protocol === (kind === 'application' ? CHANNEL_PROTOCOL : RTP_PROTOCOL);
}

function hasOneBundle(session: Section, media: readonly Section[]): boolean {
  const groups = session.filter(line => line.startsWith('a=group:BUNDLE'));
  const mids = media.map(section => section.find(line => line.startsWith('a=mid:'))?.slice(6));
  return (
    groups.length === 1 &&
    groups[0] === `a=group:BUNDLE ${mids.join(' ')}` &&
    new Set(mids).size === mids.length
  );
}

function isKept(line: string): boolean {
  return !AUDIO_LEVELS.test(line) && !CANDIDATES.test(line);
}

// A description made after gathering (every ICE restart) carries the default candidate's address in these places.
function blankAddresses(line: string): string {
  if (line.startsWith('c=')) return 'c=IN IP4 0.0.0.0';
  if (line.startsWith('a=rtcp:')) return 'a=rtcp:9 IN IP4 0.0.0.0';
  return line.replace(/^(m=\w+) (?!0 )\d+ /, '$1 9 ');
}

// Firefox (153) keeps the feedback lines of codecs that a preference has removed; Chromium refuses such a description.
function dropStrayCodecs(section: Section): Section {
  const [media = ''] = section;
  const offered = media.split(' ').slice(3);
  return section.filter(line => {
    const type = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1];
    return type === undefined || offered.includes(type);
  });
}

function addNackToSection(section: Section): Section {
  if (!section[0]?.startsWith('m=audio ')) return section;
  const opus = section.flatMap(line => /^a=rtpmap:(\d+) opus\//i.exec(line)?.[1] ?? []);
  const missing = opus.map(type => `a=rtcp-fb:${type} nack`).filter(line => !section.includes(line));
  return [...section, ...missing];
}
