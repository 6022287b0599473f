/** What a host can choose about a link, and what comes of a change. Pure (spec/link-keys.md, "Record"). */

import { MAX_LINK_DAYS, MAX_NAME_LENGTH, MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { toPlainName } from '@sotto/protocol/name';
import { failure, type Result, success } from '@sotto/protocol/result';
import { MAX_LINK_PEOPLE } from '@sotto/protocol/sealed/linkRecord';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { LinkChange, LinkCommandProblem } from './linkCommands.ts';
import type { LinkChoices } from './linkRecord.ts';

/** Most people in a call that nobody relays for the others: each sends to each, and pictures are larger than sound. */
const MOST_PEOPLE: Readonly<Record<LinkMedia, number>> = { video: 5, voice: 8 };

/** What a link of this kind begins with, beside its people. */
export function createFirstChoices(media: LinkMedia): Omit<LinkChoices, 'hosts' | 'bans'> {
  const terms = { days: MAX_LINK_DAYS, once: false, people: MOST_PEOPLE[media] };
  return { terms, name: '', policy: 'open', media };
}

/** The choices after a change. `tooLong`: the name. Numbers beyond their limits become the limits. */
export function applyLinkChange<Choices extends LinkChoices>(
  choices: Choices,
  change: LinkChange,
): Result<Choices, LinkCommandProblem> {
  const name = toPlainName(change.name ?? choices.name);
  if (name.length > MAX_NAME_LENGTH) return failure('tooLong');
  const { hours, ends, ...rest } = choices;
  const media = change.media ?? choices.media;
  const { people } = choices.terms;
  const isUsual = people === MOST_PEOPLE[choices.media];
  const nextHours = change.hours === undefined ? hours : (change.hours ?? undefined);
  const nextEnds = change.ends === undefined ? ends : (change.ends ?? undefined);
  return success({
    ...rest,
    name,
    media,
    policy: change.policy ?? choices.policy,
    terms: toTerms({ ...choices.terms, people: isUsual ? MOST_PEOPLE[media] : people, ...change.terms }),
    ...(nextHours === undefined ? {} : { hours: nextHours }),
    ...(nextEnds === undefined ? {} : { ends: nextEnds }),
  } as Choices);
}

/** Whether a list of people can stand in a record. */
export function isListSmallEnough(people: readonly unknown[]): boolean {
  return people.length <= MAX_LINK_PEOPLE;
}

function toTerms({ days, once, people }: LinkTerms): LinkTerms {
  return { days: clamp(days, 1, MAX_LINK_DAYS), once, people: clamp(people, 2, MAX_ROOM_PEOPLE) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
