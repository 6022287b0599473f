/** The wish of somebody in a link call to stay in touch with the host (spec/keep-in-touch.md, "Asking"). */
import { isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, WishId } from '@sotto/protocol/ids';
import type { RoomConfidence } from '@sotto/protocol/sealed/roomConfidence';
import type { Cancel } from '../port/clock.ts';
import type { RoomPersonView } from '../room/roomView.ts';
import type { TouchNeeds } from './keepInTouch.ts';
import type { TouchState, TouchView } from './touchView.ts';

/** When a wish is said again: until the host's app has it, and until it is answered. */
const AGAIN_MS = { asking: 4000, asked: 15_000 };

/** The wish; none at first. */
export class OwnWish {
  readonly #needs: TouchNeeds;
  readonly #createId: () => WishId;
  #state: Exclude<TouchState, 'gone'> = 'open';
  #id: WishId | undefined;
  #contactId: ContactId | undefined;
  /** As it was seen last. */
  #host: { readonly name: string; readonly isHere: boolean } | undefined;
  #cancel: Cancel = () => undefined;

  constructor(needs: TouchNeeds, createId: () => WishId) {
    this.#needs = needs;
    this.#createId = createId;
  }

  view(): TouchView | undefined {
    if (this.#host === undefined || (this.#state === 'open' && this.#isContact())) return undefined;
    const isOpen = this.#state !== 'making' && this.#state !== 'made';
    const state = isOpen && !this.#host.isHere ? 'gone' : this.#state;
    return { state, name: this.#host.name, contactId: this.#contactId };
  }

  ask(): boolean {
    if (this.view() === undefined || !this.#host?.isHere) return false;
    if (this.#state !== 'open' && this.#state !== 'failed') return true;
    this.#id = this.#createId();
    this.#become('asking');
    this.#say();
    return true;
  }

  heard(confidence: RoomConfidence): void {
    const isWaiting = this.#state === 'asking' || this.#state === 'asked';
    if (!isWaiting || confidence.id !== this.#id) return;
    if (confidence.k === 'contactWishHeard') this.#become('asked');
    if (confidence.k === 'contactInvitation') void this.#accept(confidence.token);
  }

  follow(): void {
    // What was true when this person left stays on screen.
    if (this.#needs.room.view().stage === 'over') this.#cancel();
    else this.#look();
  }

  #look(): void {
    const host = this.#findHost();
    const wasHere = this.#host?.isHere ?? false;
    if (host !== undefined) this.#host = { name: host.name, isHere: true };
    else if (this.#host !== undefined) this.#host = { ...this.#host, isHere: false };
    // The host is back, in a new seat that knows of nothing.
    if (host !== undefined && !wasHere) this.#say();
  }

  async #accept(token: Parameters<TouchNeeds['contacts']['accept']>[0]): Promise<void> {
    this.#become('making');
    this.#cancel();
    const made = await this.#needs.contacts.accept(token, this.#needs.ownName);
    if (made.ok) this.#contactId = made.value;
    this.#become(made.ok ? 'made' : 'failed');
  }

  /** Nothing of it waits anywhere: it is said until there is an answer. */
  #say(): void {
    this.#cancel();
    const { clock, room } = this.#needs;
    const [host, id] = [this.#findHost(), this.#id];
    if (host === undefined || id === undefined || (this.#state !== 'asking' && this.#state !== 'asked'))
      return;
    void room.confide(host.seat, { k: 'contactWish', id });
    this.#cancel = clock.after(AGAIN_MS[this.#state], () => this.#say());
  }

  #become(state: Exclude<TouchState, 'gone'>): void {
    this.#state = state;
    this.#needs.changed();
  }

  #isContact(): boolean {
    const { contactOf, owner } = this.#needs;
    return owner !== undefined && contactOf(owner) !== undefined;
  }

  #findHost(): RoomPersonView | undefined {
    const { owner, room } = this.#needs;
    return room.view().people.find(({ isMe, media, seat }) => {
      const pseudonym = room.person(seat);
      // Who only looks at the join page is not asked.
      const isThere = !isMe && media !== undefined && pseudonym !== undefined;
      return owner !== undefined && isThere && isSameBytes(pseudonym, owner);
    });
  }
}
