/**
 * Sockets that want to hear what goes on at links without being there (spec/link-notes.md, "Watching"). In memory only; how many are
 * there is said, and nothing else: what happens within one turn is said once.
 */
import type { LinkId } from '@sotto/protocol/ids';
import { MAX_WATCHED_LINKS } from '@sotto/protocol/limits';
import type { LinkNews } from '@sotto/protocol/wire/linkNews';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';

/** A socket. */
export interface WatchingSocket {
  tell(message: ServerMessage): void;
}

/** A link that is watched. */
export interface Watch {
  /** `link.key`. */
  readonly link: number;
  readonly linkId: LinkId;
  /** Has proven the admin key: hears who waits and how many notes there are, too. */
  readonly isHost: boolean;
}

/** What is said of a link. */
export interface LinkCounts {
  readonly people: number;
  readonly waiting: number;
  readonly notes: number;
}

/** The sockets. */
export class Watchers {
  readonly #count: (watch: Watch) => LinkCounts;
  readonly #bySocket = new Map<WatchingSocket, Map<LinkId, Watch>>();
  readonly #byLink = new Map<LinkId, Set<WatchingSocket>>();
  readonly #changed = new Set<LinkId>();

  /** `count`: how many are at a link now. */
  constructor(count: (watch: Watch) => LinkCounts) {
    this.#count = count;
  }

  /** Whether this socket may watch one more link. */
  canWatch(socket: WatchingSocket, linkId: LinkId): boolean {
    const own = this.#bySocket.get(socket);
    return own === undefined || own.has(linkId) || own.size < MAX_WATCHED_LINKS;
  }

  /** Tells this socket of a link, now and after every change. Again with other rights, these count. */
  watch(socket: WatchingSocket, watch: Watch): void {
    const own = this.#bySocket.get(socket) ?? new Map<LinkId, Watch>();
    this.#bySocket.set(socket, own.set(watch.linkId, watch));
    const sockets = this.#byLink.get(watch.linkId) ?? new Set();
    this.#byLink.set(watch.linkId, sockets.add(socket));
    socket.tell(toNews(watch, this.#count(watch)));
  }

  /** Tells this socket of that link no more. */
  unwatch(socket: WatchingSocket, linkId: LinkId): void {
    const own = this.#bySocket.get(socket);
    own?.delete(linkId);
    if (own?.size === 0) this.#bySocket.delete(socket);
    const sockets = this.#byLink.get(linkId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#byLink.delete(linkId);
  }

  /** The socket is gone. */
  leave(socket: WatchingSocket): void {
    for (const linkId of [...(this.#bySocket.get(socket)?.keys() ?? [])]) this.unwatch(socket, linkId);
  }

  /** Something is different at a link. */
  changed(linkId: LinkId): void {
    if (!this.#byLink.has(linkId)) return;
    if (this.#changed.size === 0) setImmediate(() => this.#sayChanges());
    this.#changed.add(linkId);
  }

  /** Tells everybody who watches a link. */
  tellAll(linkId: LinkId, message: ServerMessage): void {
    for (const socket of this.#byLink.get(linkId) ?? []) socket.tell(message);
  }

  #sayChanges(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const linkId of changed) this.#sayChange(linkId);
  }

  #sayChange(linkId: LinkId): void {
    let counts: LinkCounts | undefined;
    for (const socket of this.#byLink.get(linkId) ?? []) {
      const watch = this.#bySocket.get(socket)?.get(linkId);
      if (watch === undefined) continue;
      counts ??= this.#count(watch);
      socket.tell(toNews(watch, counts));
    }
  }
}

function toNews({ isHost, linkId }: Watch, { notes, people, waiting }: LinkCounts): LinkNews {
  return { t: 'linkNews', linkId, people, ...(isHost ? { waiting, notes } : {}) };
}
