/** Words for addresses that are wrong and servers that were tested: one sentence for each code. */
import type { IceTestOutcome } from '@sotto/core/client/command';
import type { IceTestProblem } from '@sotto/core/port/iceTester';
import { type IceLineProblem, MAX_ICE_SERVERS } from '@sotto/core/settings/iceServers';
import { t } from '../locale/locale.ts';

/** Addresses as a person may write them; the help explains each. */
export const ICE_EXAMPLES = {
  stun: 'stun:stun.example.org:3478',
  turn: 'turn:user:password@relay.example.org:3478?transport=udp',
  turns: 'turns:user:password@relay.example.org:443',
} as const;

/** What is wrong with a line, with its number. */
export function iceLineProblemToText(problem: IceLineProblem): string {
  return t('ice.line', { line: String(problem.line), reason: toReason(problem) });
}

/** What a test brought. */
export function iceTestToText(outcome: IceTestOutcome): string {
  if (!outcome.ok) return t(TEST_KEYS[outcome.code]);
  const { transport, ms } = outcome.value;
  return t('ice.answers', { transport: transport.toUpperCase(), ms: String(ms) });
}

const TEST_KEYS = {
  noAnswer: 'ice.noAnswer',
  refused: 'ice.refused',
  full: 'ice.full',
  unsupported: 'ice.unsupported',
} as const satisfies Readonly<Record<IceTestProblem, string>>;

function toReason({ reason, sameAs }: IceLineProblem): string {
  switch (reason) {
    case 'tooLong':
      return t('ice.tooLong');
    case 'unknownScheme':
      return t('ice.unknownScheme', { schemes: 'stun: stuns: turn: turns:' });
    case 'slashes':
      return t('ice.slashes', { slashes: '//' });
    case 'badHost':
      return t('ice.badHost');
    case 'bracketsMissing':
      return t('ice.bracketsMissing', { example: '[2001:db8::1]' });
    case 'badPort':
      return t('ice.badPort');
    case 'badTransport':
      return t('ice.badTransport', { udp: '?transport=udp', tcp: '?transport=tcp' });
    case 'missingCredentials':
      return t('ice.missingCredentials', { example: 'turn:user:password@host' });
    case 'badCredentials':
      return t('ice.badCredentials');
    case 'stunWithCredentials':
      return t('ice.stunWithCredentials');
    case 'stunWithTransport':
      return t('ice.stunWithTransport', { transport: '?transport' });
    case 'duplicate':
      return t('ice.duplicate', { line: String(sameAs) });
    case 'tooMany':
      return t('ice.tooMany', { count: String(MAX_ICE_SERVERS) });
  }
}
