/**
 * An incoming call rings in every tab, and one answers it (spec/call.md, "Several tabs"). The tab with the keys
 * decides who: it gives them to the first tab that claims the call, or accepts it itself. Whoever has the keys accepts,
 * and nobody else can.
 */
import type { Client, CommandProblem, Commands } from '@sotto/core/client/command';
import type { ClientView } from '@sotto/core/client/view';
import type { Ringer } from '@sotto/core/port/ringer';
import type { CallId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import {
  isSameRinging,
  type RingingCall,
  type TabMessage,
  toAnsweredElsewhere,
  toCaller,
  toConnecting,
  viewToRinging,
} from './tabMessages.ts';
import type { Ownership } from './tabOwnership.ts';

// The number changes with the messages: tabs of two versions of the app may be open.
const CHANNEL = 'sotto-calls-1';
/** An owner that does not answer for so long is frozen or gone. */
const CLAIM_LIMIT_MS = 1000;

type Decision = 'rejectCall' | 'ignoreCall';
type Outcome = Result<void, CommandProblem>;
type CallPart = Pick<ClientView, 'call' | 'waitingCalls' | 'contacts'>;

/** A call that this tab is to have, once it has the keys. */
interface Wish {
  readonly ringing: RingingCall;
  readonly media: CallMedia;
  readonly settle: (outcome: Outcome) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** What a tab's part in the agreement works with. */
export interface TabCallsNeeds {
  readonly ownership: Ownership;
  readonly ringer: Ringer;
  /** What {@link TabCalls.view} says has changed. */
  readonly changed: () => void;
}

/** This tab's part in the agreement. */
export class TabCalls {
  readonly #needs: TabCallsNeeds;
  readonly #channel = new BroadcastChannel(CHANNEL);
  /** As the owner: what the other tabs were told. As another tab: what the owner told. */
  #ringing: readonly RingingCall[] = [];
  #role: 'follower' | 'starting' | 'owner' = 'follower';
  #client: Client | undefined;
  #wish: Wish | undefined;
  /** The last decision of this tab: it may have come while nobody had the keys. */
  #decided: { readonly callId: CallId; readonly decision: Decision } | undefined;
  /** Was taken by another tab, and is still shown. */
  #taken: RingingCall | undefined;

  constructor(needs: TabCallsNeeds) {
    this.#needs = needs;
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      const hear = this.#hearers[data.kind] as ((message: TabMessage) => void) | undefined;
      hear?.(data);
    };
    this.#tell({ kind: 'hello' });
  }

  /** This tab has the keys and starts its client, which has a tone of its own. */
  gained(): void {
    this.#role = 'starting';
    this.#needs.ringer.play(undefined);
  }

  /** The client runs: what it was started for happens first. */
  own(client: Client): void {
    this.#role = 'owner';
    this.#client = client;
    this.#taken = undefined;
    if (this.#decided !== undefined) void client.commands[this.#decided.decision](this.#decided.callId);
    this.#decided = undefined;
    const wish = this.#endWish();
    if (wish !== undefined) void this.#fulfil(wish, client);
    this.follow();
    // A tab that opened while there was no owner has not heard anything.
    this.#repeat();
  }

  /** Tells the other tabs what rings, if that is news. */
  follow(): void {
    const view = this.#client?.view();
    if (view === undefined) return;
    const next = viewToRinging(view);
    if (isSameRinging(this.#ringing, next)) return;
    const before = this.#ringing;
    this.#ringing = next;
    const accepted = view.call?.stage === 'incoming' ? undefined : view.call?.callId;
    const answered = before.find(({ call }) => call.callId === accepted);
    if (answered !== undefined) this.#tellAnswered(answered.call.callId, this.#needs.ownership.tab);
    this.#tell({ kind: 'ringing', calls: next });
  }

  /** Another tab has the keys. What rang in this one rings on until that tab says otherwise. */
  lost(): void {
    this.#role = 'follower';
    this.#client = undefined;
    this.#show();
  }

  /** What there is to see of calls while no client runs. */
  view(): CallPart {
    const [first, ...others] = this.#ringing;
    const contacts = [...this.#ringing, ...(this.#taken === undefined ? [] : [this.#taken])].map(toCaller);
    if (this.#wish !== undefined) {
      const { ringing, media } = this.#wish;
      return { call: toConnecting(ringing, media), waitingCalls: [], contacts: [toCaller(ringing)] };
    }
    const taken = this.#taken && toAnsweredElsewhere(this.#taken, Date.now());
    return { call: first?.call ?? taken, waitingCalls: others.map(({ call }) => call), contacts };
  }

  /** What a person can do about calls while no client runs. */
  readonly commands: Partial<Commands> = {
    acceptCall: (callId, media) => this.#claim(callId, media),
    rejectCall: callId => this.#decide(callId, 'rejectCall'),
    ignoreCall: callId => this.#decide(callId, 'ignoreCall'),
    endCall: async () => {
      const wish = this.#endWish();
      wish?.settle(success(undefined));
      if (wish !== undefined) return this.#decide(wish.ringing.call.callId, 'rejectCall');
      this.#taken = undefined;
      this.#show();
      return success(undefined);
    },
  };

  readonly #hearers: {
    readonly [Kind in TabMessage['kind']]: (message: Extract<TabMessage, { kind: Kind }>) => void;
  } = {
    hello: () => this.#repeat(),
    ringing: ({ calls }) => this.#hearRinging(calls),
    answered: ({ callId, by }) => this.#hearAnswered(callId, by),
    claim: ({ callId, tab }) => this.#hearClaim(callId, tab),
    decided: ({ callId, decision }) => void this.#client?.commands[decision](callId),
  };

  // --- With the keys ---

  /** Giving the keys away ends this tab's turn at once: from here on it cannot accept the call itself. */
  #hearClaim(callId: CallId, tab: string): void {
    if (this.#role !== 'owner') return;
    const claimed = this.#find(callId);
    if (claimed === undefined) this.#repeat();
    else this.#give(claimed, tab);
  }

  #give(claimed: RingingCall, tab: string): void {
    this.#taken = claimed;
    this.#ringing = this.#ringing.filter(ringing => ringing !== claimed);
    this.#tellAnswered(claimed.call.callId, tab);
    this.#needs.ownership.giveTo(tab);
  }

  #repeat(): void {
    if (this.#role === 'owner') this.#tell({ kind: 'ringing', calls: this.#ringing });
  }

  async #fulfil({ ringing, media, settle }: Wish, client: Client): Promise<void> {
    settle(await client.commands.acceptCall(ringing.call.callId, media));
  }

  // --- Without ---

  #claim(callId: CallId, media: CallMedia): Promise<Outcome> {
    const ringing = this.#find(callId);
    if (ringing === undefined || this.#wish !== undefined) return Promise.resolve(failure('noSuchCall'));
    const { promise, resolve: settle } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => this.#needs.ownership.take(), CLAIM_LIMIT_MS);
    this.#wish = { ringing, media, settle, timer };
    this.#tell({ kind: 'claim', callId, tab: this.#needs.ownership.tab });
    this.#show();
    return promise;
  }

  async #decide(callId: CallId, decision: Decision): Promise<Outcome> {
    this.#ringing = this.#ringing.filter(({ call }) => call.callId !== callId);
    this.#decided = { callId, decision };
    this.#tell({ kind: 'decided', callId, decision });
    this.#show();
    return success(undefined);
  }

  #hearRinging(calls: readonly RingingCall[]): void {
    if (this.#role === 'owner') return;
    this.#ringing = calls;
    const wished = this.#wish?.ringing.call.callId;
    const isOver = wished !== undefined && this.#find(wished) === undefined;
    if (isOver && this.#role === 'follower') this.#endWish()?.settle(failure('noSuchCall'));
    this.#show();
  }

  #hearAnswered(callId: CallId, by: string): void {
    if (this.#role === 'owner') return;
    const answered = this.#find(callId);
    this.#ringing = this.#ringing.filter(ringing => ringing !== answered);
    if (by !== this.#needs.ownership.tab) {
      this.#taken = answered ?? this.#taken;
      if (this.#wish?.ringing.call.callId === callId) this.#endWish()?.settle(success(undefined));
    }
    this.#show();
  }

  #endWish(): Wish | undefined {
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish === undefined) return undefined;
    clearTimeout(wish.timer);
    this.#needs.ownership.stopTaking();
    return wish;
  }

  #show(): void {
    const isLoud = this.#wish === undefined && this.#ringing.some(({ call }) => call.loud);
    if (this.#role === 'follower') this.#needs.ringer.play(isLoud ? 'ringTone' : undefined);
    if (this.#role !== 'owner') this.#needs.changed();
  }

  #find(callId: CallId): RingingCall | undefined {
    return this.#ringing.find(({ call }) => call.callId === callId);
  }

  #tellAnswered(callId: CallId, by: string): void {
    this.#tell({ kind: 'answered', callId, by });
  }

  #tell(message: TabMessage): void {
    this.#channel.postMessage(message);
  }
}
