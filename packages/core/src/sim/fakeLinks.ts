/**
 * The call links behind the simulator's server, with the semantics of spec/links.md: versions that grow, repetitions,
 * tombstones. Proofs and signatures are taken as given; that the real server checks them is tested there.
 */
import { isSameBytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { LinkId } from '@sotto/protocol/ids';
import type { ClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Clock } from '../port/clock.ts';

/** An answer to a request; the number is put in where it is sent. */
type Answer = Extract<ServerMessage, { t: 'ok' | 'error' | 'link' }>;
type Request<Kind extends ClientMessage['t']> = Extract<ClientMessage, { t: Kind }>;
type Change = Pick<Request<'createLink'>, 'version' | 'terms' | 'record'>;

interface StoredLink extends Change {
  state: 'active' | 'revoked' | 'expired';
  usedAt: number;
  people: number;
}

const DAY_MS = 86_400_000;

/** All links of one server. */
export class FakeLinks {
  readonly #links = new Map<LinkId, StoredLink>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer to a request about links; undefined for any other. */
  execute(message: ClientMessage): Answer | undefined {
    switch (message.t) {
      case 'createLink':
        return this.#create(message);
      case 'updateLink':
        return this.#update(message);
      case 'revokeLink':
        return this.#revoke(message);
      case 'readLink':
        return this.#read(message.linkId);
      // Nothing goes on here that nobody asked for: whoever watches hears nothing.
      case 'watchLink':
      case 'unwatchLink':
        return OK;
      default:
        return undefined;
    }
  }

  /** So many people are in the call behind a link from now on. */
  setPeople(linkId: LinkId, people: number): void {
    const link = this.#links.get(linkId);
    if (link !== undefined) Object.assign(link, { people, usedAt: this.#clock.now() });
  }

  /** The versions of all links. */
  versions(): readonly number[] {
    return [...this.#links.values()].map(({ version }) => version);
  }

  #create({ linkId, version, terms, record }: Request<'createLink'>): Answer {
    const known = this.#links.get(linkId);
    if (known !== undefined) return isSame(known, { version, terms, record }) ? OK : refusal('linkExists');
    const usedAt = this.#clock.now();
    this.#links.set(linkId, { version, terms, record: record.slice(), state: 'active', usedAt, people: 0 });
    return OK;
  }

  #update({ linkId, version, terms, record }: Request<'updateLink'>): Answer {
    const found = this.#find(linkId);
    if ('t' in found) return found;
    if (isSame(found, { version, terms, record })) return OK;
    if (version <= found.version) return refusal('staleVersion');
    Object.assign(found, { version, terms, record: record.slice() });
    return OK;
  }

  #revoke({ linkId, version }: Request<'revokeLink'>): Answer {
    const found = this.#find(linkId);
    if ('t' in found) return found.t === 'error' && found.code === 'noLink' ? found : OK;
    if (version <= found.version) return refusal('staleVersion');
    found.state = 'revoked';
    return OK;
  }

  #read(linkId: LinkId): Answer {
    const found = this.#find(linkId);
    if ('t' in found) return found;
    const { version, terms, record, people } = found;
    return { t: 'link', n: 0, version, terms, record, expires: toEnd(found), people, cards: [] };
  }

  #find(linkId: LinkId): StoredLink | Answer {
    const link = this.#links.get(linkId);
    if (link === undefined) return refusal('noLink');
    if (link.state === 'active' && link.people === 0 && this.#clock.now() >= toEnd(link))
      link.state = 'expired';
    if (link.state === 'active') return link;
    return refusal(link.state === 'revoked' ? 'linkRevoked' : 'linkExpired');
  }
}

const OK: Answer = { t: 'ok', n: 0 };

function refusal(code: ErrorCode): Answer {
  return { t: 'error', n: 0, code };
}

function toEnd({ usedAt, terms }: { readonly usedAt: number; readonly terms: LinkTerms }): number {
  return usedAt + terms.days * DAY_MS;
}

function isSame(link: StoredLink, change: Change): boolean {
  return link.version === change.version && isSameBytes(link.record, change.record);
}
