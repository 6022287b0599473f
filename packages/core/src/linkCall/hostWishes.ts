/** The wishes of people in a link call to stay in touch with this person, its host (spec/keep-in-touch.md, "Agreeing"). */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { ReceiveId, SeatId, WishId } from '@sotto/protocol/ids';
import type { GroupMember } from '../group/member.ts';
import type { MadeInvitation, TouchNeeds } from './keepInTouch.ts';
import type { ContactWishView } from './touchView.ts';

/** An invitation that was not used so long after its reader has gone is taken back. */
const UNUSED_MS = 60_000;

interface Wish {
  readonly id: WishId;
  readonly pseudonym: Bytes;
  readonly name: string;
  readonly seat: SeatId;
  readonly state: ContactWishView['state'];
  readonly invitation: MadeInvitation | undefined;
}

/** The wishes; none at first. One for each person. */
export class HostWishes {
  readonly #needs: TouchNeeds;
  /** Oldest first. */
  #wishes: readonly Wish[] = [];

  constructor(needs: TouchNeeds) {
    this.#needs = needs;
  }

  views(): readonly ContactWishView[] {
    return this.#wishes
      .filter(wish => !this.#isDone(wish))
      .map(({ id, name, state }) => ({ id, name, state }));
  }

  answer(id: WishId, agrees: boolean): boolean {
    const wish = this.#find(id);
    if (wish === undefined) return false;
    if (wish.state === 'agreed') return true;
    this.#change(id, { state: agrees ? 'agreed' : 'later' });
    if (agrees) void this.#invite(id);
    return true;
  }

  /** Said again as long as there is no answer; who has another wish has none before. */
  heard(from: GroupMember, id: WishId): void {
    if (!this.#isOwner()) return;
    const { name, pseudonym, seat } = from;
    const known = this.#wishes.find(wish => isSameBytes(wish.pseudonym, pseudonym));
    if (known?.id === id) this.#change(id, { seat, name });
    else {
      const wish = { ...{ id, pseudonym, name, seat }, state: 'open', invitation: undefined } as const;
      if (known !== undefined) this.#withdraw(known);
      this.#wishes = [...this.#wishes.filter(each => each !== known), wish];
      this.#needs.changed();
    }
    this.#reply(id);
  }

  /** Who has gone wants nothing any more. */
  follow(): void {
    const seats = new Set(this.#needs.room.view().people.map(({ seat }) => seat));
    const gone = this.#wishes.filter(({ seat }) => !seats.has(seat));
    if (gone.length === 0) return;
    this.#wishes = this.#wishes.filter(wish => !gone.includes(wish));
    for (const wish of gone) this.#withdraw(wish);
  }

  async #invite(id: WishId): Promise<void> {
    const { contacts, ownName } = this.#needs;
    const made = await contacts.invite(ownName);
    const wish = this.#find(id);
    if (made.ok && wish === undefined) this.#withdrawLater(made.value.id);
    if (!made.ok) this.#change(id, { state: 'open' });
    else if (wish !== undefined) {
      this.#change(id, { invitation: made.value });
      this.#reply(id);
    }
  }

  #reply(id: WishId): void {
    const wish = this.#find(id);
    if (wish === undefined) return;
    const { invitation, seat } = wish;
    const answer =
      invitation === undefined
        ? ({ k: 'contactWishHeard', id } as const)
        : ({ k: 'contactInvitation', id, token: invitation.token } as const);
    void this.#needs.room.confide(seat, answer);
  }

  #change(id: WishId, change: Partial<Wish>): void {
    this.#wishes = this.#wishes.map(wish => (wish.id === id ? { ...wish, ...change } : wish));
    this.#needs.changed();
  }

  #find(id: WishId): Wish | undefined {
    return this.#wishes.find(wish => wish.id === id);
  }

  #withdraw({ invitation }: Wish): void {
    if (invitation !== undefined) this.#withdrawLater(invitation.id);
  }

  /** It may be being accepted at this moment. One that was used is no invitation any more. */
  #withdrawLater(id: ReceiveId): void {
    const { clock, contacts } = this.#needs;
    clock.after(UNUSED_MS, () => void contacts.withdraw(id));
  }

  #isDone({ pseudonym, state }: Wish): boolean {
    return state === 'agreed' && this.#needs.contactOf(pseudonym) !== undefined;
  }

  #isOwner(): boolean {
    const { owner, room } = this.#needs;
    const me = room.view().people.find(({ isMe }) => isMe);
    const pseudonym = me && room.person(me.seat);
    return owner !== undefined && pseudonym !== undefined && isSameBytes(owner, pseudonym);
  }
}
