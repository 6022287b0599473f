/**
 * Drives the room machine (spec/room.md): one queue in which notices of the server, answers and commands follow each
 * other, because every step of the group builds on the one before.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import { failure, type Result } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { RoomStatement, SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import { createRoomSeals, type RoomSeals } from '../group/bundle.ts';
import { forgetOldEpochs, groupEpoch, ownMember, type RoomGroup } from '../group/roomGroup.ts';
import { signStatement } from '../group/statements.ts';
import type { Cancel } from '../port/clock.ts';
import { GroupKeeper, type ReadKnock } from './groupKeeper.ts';
import { createHostCommands } from './hostCommands.ts';
import { createPulse, type Pulse } from './pulse.ts';
import {
  beat,
  forgetKnock,
  hearEarly,
  hearNotice,
  isHostHere,
  isPresent,
  judgeKnocks,
  noteGroup,
  type RoomCore,
  toFacts,
  toTalking,
} from './roomEars.ts';
import type { RoomEffect, RoomEvent } from './roomEvent.ts';
import { transitionRoom } from './roomMachine.ts';
import type { RoomMedia, RoomNeeds, RoomProblem, RunningRoomFace } from './roomNeeds.ts';
import {
  attachRoom,
  commitRoom,
  createStay,
  knock,
  leaveRoom,
  type OwnStay,
  startRoom,
} from './roomRequests.ts';
import { hearSocial, SILENCE, type Social } from './roomSocial.ts';
import { OUTSIDE, ROOM_TIMES, type RoomState, type RoomTimer, type RoomWarning } from './roomState.ts';
import { tellRoom } from './roomTalker.ts';
import type { RoomView } from './roomView.ts';
import { createSocialCommands } from './socialCommands.ts';
import { toRoomView } from './toRoomView.ts';

type Outcome = Result<void, RoomProblem>;

/** Makes a room that is not joined yet. */
export function createRoom(needs: RoomNeeds): RunningRoomFace {
  const room = new RunningRoom(needs);
  return {
    view: () => room.view(),
    hear: notice => void room.run(() => hearNotice(room, notice)),
    connected: () => void room.run(() => room.step({ kind: 'connected' })),
    disconnected: () => void room.run(() => room.step({ kind: 'disconnected' })),
    settled: () => room.settled(),
    join: () => void room.run(() => room.join()),
    leave: () => void room.run(() => room.step({ kind: 'leaves' })),
    ...createHostCommands({
      needs,
      seals: room.seals,
      asHost: act => room.run(() => room.asHost(act)),
      knocks: room.knocks,
      forgetKnock: seat => forgetKnock(room, seat),
      tell: talk => room.tell(talk),
      decide: (statements, unwanted) => room.decide(statements, unwanted),
    }),
    ...createSocialCommands({
      random: needs.kit.random,
      social: () => room.social(),
      say: toTalk => room.run(() => room.say(toTalk)),
    }),
  };
}

class RunningRoom implements RoomCore {
  readonly knocks = new Map<SeatId, ReadKnock>();
  readonly early = new Map<SeatId, Bytes>();
  readonly needs: RoomNeeds;
  readonly seals: RoomSeals;
  readonly #timers = new Map<RoomTimer, Cancel>();
  readonly #warnings = new Set<RoomWarning>();
  readonly pulse: Pulse;
  readonly media: RoomMedia | undefined;
  state: RoomState = OUTSIDE;
  #queue: Promise<unknown> = Promise.resolve();
  keeper: GroupKeeper;
  stay: OwnStay | undefined;
  record: LinkRecord | undefined;
  statements: SignedStatement[] = [];
  said: Social = SILENCE;
  code: string | undefined;
  #view: RoomView | undefined;
  #cancelForgetting: Cancel = () => undefined;

  constructor(needs: RoomNeeds) {
    this.needs = needs;
    this.seals = createRoomSeals(needs.kit.random, needs.keys.joinKey);
    this.pulse = createPulse(needs.clock, () => void this.run(() => beat(this)));
    this.media = needs.media?.(talk => void this.run(() => this.tell(talk)));
    this.keeper = this.#createKeeper();
  }

  /** After everything that was begun before. What fails is logged and does not stop the rest. */
  run<Value>(action: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(action);
    this.#queue = done.catch(() => this.needs.log.error('room.stepFailed'));
    return done;
  }

  async settled(): Promise<void> {
    for (let last: unknown; last !== this.#queue; ) {
      last = this.#queue;
      await last;
    }
  }

  view(): RoomView {
    this.#view ??= toRoomView({
      state: this.state,
      record: this.record,
      social: this.said,
      code: this.code,
      isLocked: this.keeper.isLocked(),
      warnings: [...this.#warnings],
    });
    return this.#view;
  }

  social() {
    return { social: this.said, me: this.stay?.seat };
  }

  async join(): Promise<void> {
    this.record = await this.needs.record(0);
    const { pseudonym, statements } = this.needs.self;
    const isKnown = statements.length > 0 || isHostHere(this, pseudonym.publicKey);
    await this.step({ kind: 'joins', mayStart: isKnown || this.record?.policy === 'open' });
  }

  async asHost(act: (group: RoomGroup) => Promise<Outcome>): Promise<Outcome> {
    const group = this.keeper.group();
    if (this.state.name !== 'inside' || group === undefined) return failure('notInside');
    return this.state.amHost ? act(group) : failure('notHost');
  }

  /** Signs statements for the next commit, and makes it. */
  async decide(statements: readonly RoomStatement[], unwanted: readonly SeatId[]): Promise<void> {
    const { pseudonym } = this.needs.self;
    for (const statement of statements) this.statements.push(await signStatement(pseudonym, statement));
    await this.step({ kind: 'hostDecides', unwanted, knocks: await judgeKnocks(this) });
  }

  async say(toTalk: () => RoomTalk): Promise<Outcome> {
    const group = this.keeper.group();
    if (this.state.name !== 'inside' || group === undefined) return failure('notInside');
    const talk = toTalk();
    this.said = hearSocial(this.said, ownMember(group), talk, this.needs.clock.now());
    this.noteChange();
    await this.tell(talk);
    return { ok: true, value: undefined };
  }

  async tell(talk: RoomTalk): Promise<void> {
    if (this.state.name === 'inside' && this.state.isOnline) await tellRoom(toTalking(this), talk);
  }

  async step(event: RoomEvent): Promise<void> {
    const before = this.state;
    const [state, ...effects] = transitionRoom(before, event);
    this.state = state;
    if (state !== before) this.noteChange();
    for (const effect of effects) await this.#perform(effect);
    if (state.name === 'over' && before.name !== 'over') this.#forget();
  }

  forgetEpochsSoon(): void {
    this.#cancelForgetting();
    const forget = async () => {
      const group = this.keeper.group();
      if (group !== undefined) this.keeper.setGroup(forgetOldEpochs(group));
    };
    this.#cancelForgetting = this.needs.clock.after(ROOM_TIMES.oldEpochs, () => void this.run(forget));
  }

  async #perform(effect: RoomEffect): Promise<void> {
    if (effect.kind === 'startTimer') this.#startTimer(effect.timer, effect.ms);
    else if (effect.kind === 'stopTimer') this.#stopTimer(effect.timer);
    else if (effect.kind === 'commit') await this.#commit([...effect.adds], [...effect.removes]);
    else if (effect.kind === 'start') await this.#start();
    else if (effect.kind === 'knock') {
      this.#await(knock(this.needs, await this.#sit()), code =>
        code === undefined ? { kind: 'knockTaken' } : { kind: 'knockRefused', code },
      );
    } else if (effect.kind === 'attach') this.#attach();
    else {
      leaveRoom(this.needs);
      this.#forget();
    }
  }

  async #start(): Promise<void> {
    const stay = await this.#sit();
    const code = await startRoom(this.needs, stay);
    if (code !== undefined) return this.step({ kind: 'startRefused', code });
    if (!(await this.keeper.found(stay.own, this.needs.self.statements)))
      return this.step({ kind: 'groupLost' });
    await noteGroup(this, false);
    await this.step({ kind: 'entered', me: stay.seat, ...toFacts(this) });
    await hearEarly(this);
  }

  #attach(): void {
    const group = this.keeper.group();
    if (this.stay === undefined || group === undefined) return;
    const attached = attachRoom(this.needs, this.stay, groupEpoch(group));
    this.#await(attached, code => (code === undefined ? undefined : { kind: 'attachRefused', code }));
  }

  async #commit(adds: SeatId[], removes: SeatId[]): Promise<void> {
    const joining = adds.flatMap(seat => this.knocks.get(seat) ?? []);
    const made = await this.keeper.propose(joining, removes, this.statements);
    if (made === undefined) return this.step({ kind: 'commitRefused', code: 'noKnock' });
    this.#await(commitRoom(this.needs, made, { adds, removes }), code =>
      code === undefined ? undefined : { kind: 'commitRefused', code },
    );
  }

  /** The queue does not wait for answers: what they are about may come before them. */
  #await<Code>(asked: Promise<Code>, toEvent: (code: Code) => RoomEvent | undefined): void {
    const stay = this.stay;
    void asked.then(code => {
      const event = toEvent(code);
      // An answer to an earlier stay means nothing for this one.
      if (event !== undefined) void this.run(async () => (stay === this.stay ? this.step(event) : undefined));
    });
  }

  async #sit(): Promise<OwnStay> {
    this.stay ??= await createStay(this.needs, this.seals);
    return this.stay;
  }

  #forget(): void {
    this.pulse.stop();
    this.#cancelForgetting();
    this.media?.close();
    this.keeper = this.#createKeeper();
    this.stay = undefined;
    this.statements = [];
    this.said = { ...SILENCE, chat: this.said.chat };
    this.knocks.clear();
    this.early.clear();
  }

  #startTimer(timer: RoomTimer, ms: number): void {
    const ring = () => {
      this.#timers.delete(timer);
      void this.run(() => this.step({ kind: TIMER_EVENTS[timer] }));
    };
    this.#timers.set(timer, this.needs.clock.after(ms, ring));
  }

  #stopTimer(timer: RoomTimer): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #createKeeper(): GroupKeeper {
    const { kit, record } = this.needs;
    return new GroupKeeper({ kit, record, seals: this.seals, isPresent: seat => isPresent(this, seat) });
  }

  warn(warning: RoomWarning): void {
    this.needs.log.warn('room.refused', { warning });
    this.#warnings.add(warning);
    this.noteChange();
  }

  noteChange(): void {
    this.#view = undefined;
    this.needs.changed();
  }
}

const TIMER_EVENTS = { retry: 'retryDue', takeOver: 'takeOverDue', away: 'awayDue' } as const;
