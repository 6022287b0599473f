/**
 * What goes on at links where this person is not (spec/link-notes.md, "Watching"): at all own ones, and at the one on the join
 * page. Nothing of it is stored on the device but the notes that lie at the own ones (`noteBox.ts`).
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkNews } from '@sotto/protocol/wire/linkNews';
import type { Connection } from '../mailbox/connection.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import { LastingWaits } from './lastingWaits.ts';
import { isHostedHere, type KnownLink } from './linkList.ts';
import type { LinkNewsView } from './linkView.ts';
import type { NoteBox } from './noteBox.ts';
import type { TrustedLinks } from './trustedLinks.ts';

/** Own links that are watched: the most recently used. */
const MOST_OWN = 32;

/** What watching needs. */
export interface LinkWatchPorts {
  readonly trusted: TrustedLinks;
  readonly notes: NoteBox;
  readonly connection: Connection;
  readonly sign: SignProof;
  readonly clock: Clock;
  /** The link on the join page. */
  readonly onPage: () => LinkId | undefined;
  /** Something is different at the link on the join page. */
  readonly pageNews: () => void;
  readonly changed: () => void;
}

/** Watches links. */
export interface LinkWatch {
  /** What is known of the own links. */
  views(): readonly LinkNewsView[];
  /** A socket is up, and knows of nothing. */
  connected(): void;
  /** How many are where is not known any more. */
  disconnected(): void;
  /** Other links may be of interest. */
  follow(): void;
  /** Takes in what the server says. */
  heard(news: LinkNews): void;
  /** Tells nothing any more. */
  stop(): void;
}

/** Makes the watch; nothing is watched before a socket is up. */
export function createLinkWatch(ports: LinkWatchPorts): LinkWatch {
  return new Watch(ports);
}

class Watch implements LinkWatch {
  readonly #ports: LinkWatchPorts;
  /** On the socket of now, by whether as host. */
  readonly #watched = new Map<LinkId, boolean>();
  readonly #news = new Map<LinkId, LinkNews>();
  readonly #waits: LastingWaits;

  constructor(ports: LinkWatchPorts) {
    this.#ports = ports;
    this.#waits = new LastingWaits(ports.clock, ports.changed);
  }

  views(): readonly LinkNewsView[] {
    return this.#own().flatMap(({ linkId }) => {
      const { people = 0 } = this.#news.get(linkId) ?? {};
      const waiting = this.#waits.at(linkId);
      const notes = this.#ports.notes.at(linkId);
      const isQuiet = people === 0 && waiting === 0 && notes.length === 0;
      return isQuiet ? [] : [{ linkId, people, waiting, notes }];
    });
  }

  connected(): void {
    this.#watched.clear();
    this.follow();
  }

  disconnected(): void {
    this.#watched.clear();
    this.#news.clear();
    this.#waits.clear();
    this.#ports.changed();
  }

  follow(): void {
    const { connection, onPage } = this.#ports;
    if (connection.nonce() === undefined) return;
    const wanted = new Map(this.#own().map(({ linkId }) => [linkId, true]));
    const page = onPage();
    if (page !== undefined && !wanted.has(page)) wanted.set(page, false);
    for (const linkId of [...this.#watched.keys()]) if (!wanted.has(linkId)) this.#unwatch(linkId);
    for (const [linkId, asHost] of wanted) {
      if (this.#watched.get(linkId) === asHost) continue;
      this.#watched.set(linkId, asHost);
      void this.#watch(linkId, asHost);
    }
  }

  heard(news: LinkNews): void {
    const { changed, notes, onPage, pageNews } = this.#ports;
    const { linkId } = news;
    const asHost = this.#watched.get(linkId);
    if (asHost === undefined) return;
    const before = this.#news.get(linkId);
    this.#news.set(linkId, news);
    this.#waits.heard(linkId, { people: news.people, waiting: news.waiting ?? 0 });
    if (asHost && news.notes !== before?.notes) notes.follow(linkId, news.notes ?? 0);
    if (onPage() === linkId && news.people !== before?.people) pageNews();
    changed();
  }

  stop(): void {
    this.#waits.clear();
  }

  #own(): readonly KnownLink[] {
    return this.#ports.trusted.list
      .all()
      .filter(link => isHostedHere(link) && link.of === undefined)
      .slice(0, MOST_OWN);
  }

  async #watch(linkId: LinkId, asHost: boolean): Promise<void> {
    const { connection, trusted, sign } = this.#ports;
    const link = trusted.list.get(linkId);
    const keys = link && (await trusted.keys(link));
    const key = asHost ? link?.secrets?.admin : keys?.auth;
    const proof: Bytes | undefined = key && (await sign('watchLink', key, linkId));
    // It may be of no interest any more by now.
    if (proof === undefined || this.#watched.get(linkId) !== asHost) return;
    await connection.request({ t: 'watchLink', linkId, proof, asHost });
  }

  #unwatch(linkId: LinkId): void {
    this.#watched.delete(linkId);
    this.#news.delete(linkId);
    this.#waits.forget(linkId);
    void this.#ports.connection.request({ t: 'unwatchLink', linkId });
  }
}
