/**
 * Drives the room machine (spec/room.md): one queue in which notices of the server, answers and commands follow each
 * other, because every step of the group builds on the one before.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { RoomStatement, SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import { createRoomSeals, type RoomSeals } from '../group/bundle.ts';
import { forgetOldEpochs, groupEpoch } from '../group/roomGroup.ts';
import { dateAfter, signStatement } from '../group/statements.ts';
import type { Cancel } from '../port/clock.ts';
import { actAsHost, confide, say } from './actInRoom.ts';
import { GroupKeeper, type ReadKnock } from './groupKeeper.ts';
import { beat, comeBack, forgetKnock, hearEarly, hearNotice, noteGroup } from './hearNotice.ts';
import { isBannedHere, judgeKnocks, mayBegin } from './hearRecord.ts';
import { createHostCommands } from './hostCommands.ts';
import { isAround, knownKnocks } from './knownKnocks.ts';
import { Lobby } from './lobby.ts';
import { createPulse, type Pulse } from './pulse.ts';
import { Replacing } from './replacing.ts';
import { isPresent, type RoomCore, toFacts, toTalking } from './roomCore.ts';
import type { RoomEffect, RoomEvent } from './roomEvent.ts';
import { transitionRoom } from './roomMachine.ts';
import type { RoomMedia, RoomNeeds, RunningRoomFace, TellRoom } from './roomNeeds.ts';
import {
  attachRoom,
  commitRoom,
  createStay,
  giveUpFormer,
  knock,
  leaveRoom,
  type OwnStay,
  sealCard,
  startRoom,
  toOwnSeat,
} from './roomRequests.ts';
import { SILENCE, type Social } from './roomSocial.ts';
import { OUTSIDE, ROOM_TIMES, type RoomState, type RoomWarning } from './roomState.ts';
import { createRoomTimers, type RoomTimers } from './roomTimers.ts';
import type { RoomView } from './roomView.ts';
import { tellRoom } from './sealTalk.ts';
import { createSocialCommands } from './socialCommands.ts';
import { toRoomView } from './toRoomView.ts';
import { Turns } from './turns.ts';
import { welcomeContacts } from './welcomeContacts.ts';

/** Makes a room that is not joined yet. */
export function createRoom(needs: RoomNeeds): RunningRoomFace {
  const room = new RunningRoom(needs);
  return {
    view: () => room.view(),
    hear: notice => void room.run(() => hearNotice(room, notice)),
    connected: () => void room.run(() => room.step({ kind: 'connected' })),
    disconnected: () => void room.run(() => room.step({ kind: 'disconnected' })),
    contactsChanged: () => void room.run(() => welcomeContacts(room)),
    settled: () => room.settled(),
    join: (mayStart = true) => void room.run(() => room.join(mayStart)),
    isAround: seat => isAround(room, seat),
    ownSeat: () => toOwnSeat(room.stay, room.state),
    person: seat => room.keeper.group()?.members.find(member => member.seat === seat)?.pseudonym,
    leave: () => void room.run(() => room.step({ kind: 'leaves' })),
    ...createHostCommands({
      ...{ needs, seals: room.seals, knocks: () => knownKnocks(room) },
      asHost: act => room.run(() => actAsHost(room, act)),
      forgetKnock: seat => forgetKnock(room, seat),
      letIn: seats => room.keeper.letIn(seats),
      tell: talk => room.tell(talk),
      decide: (statements, unwanted) => room.decide(statements, unwanted),
    }),
    ...createSocialCommands({
      random: needs.kit.random,
      social: () => room.social(),
      say: toTalk => room.run(() => say(room, toTalk)),
      confide: (seat, confidence) => room.run(() => confide(room, seat, confidence)),
    }),
  };
}

class RunningRoom implements RoomCore {
  readonly knocks = new Lobby<ReadKnock>();
  readonly early = new Lobby<Bytes>();
  readonly needs: RoomNeeds;
  readonly seals: RoomSeals;
  readonly #timers: RoomTimers;
  readonly #warnings = new Set<RoomWarning>();
  readonly pulse: Pulse;
  readonly media: RoomMedia | undefined;
  state: RoomState = OUTSIDE;
  readonly #turns = new Turns(() => this.needs.log.error('room.stepFailed'));
  readonly replacing = new Replacing();
  keeper: GroupKeeper;
  stay: OwnStay | undefined;
  record: LinkRecord | undefined;
  statements: SignedStatement[] = [];
  carried: readonly SignedStatement[] = [];
  said: Social = SILENCE;
  code: string | undefined;
  /** Of this host's own statements. */
  #latestAt = 0;
  isShown = false;
  #view: RoomView | undefined;
  #cancelForgetting: Cancel = () => undefined;

  constructor(needs: RoomNeeds) {
    this.needs = needs;
    this.seals = createRoomSeals(needs.kit.random, needs.keys.joinKey);
    this.#timers = createRoomTimers(needs.clock, event => void this.run(() => this.step(event)));
    this.pulse = createPulse(needs.clock, () => void this.run(() => beat(this)));
    const tell: TellRoom = talk =>
      this.run(() => this.#tellTaken(talk)).then(
        ({ taken }) => taken,
        () => false,
      );
    this.media = needs.media?.(tell);
    this.keeper = this.#createKeeper();
  }

  readonly run = <Value>(action: () => Promise<Value>): Promise<Value> => this.#turns.run(action);
  readonly settled = () => this.#turns.settled();

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

  async join(mayStart: boolean): Promise<void> {
    this.record = await this.needs.record(0);
    // Nobody is asked for somebody who may not come in: hosts are not to see that it tries, nor it to wait for ever.
    const isOut = this.state.name === 'outside' || this.state.name === 'entering';
    if (isOut && isBannedHere(this, this.record)) return this.step({ kind: 'banned' });
    this.isShown = mayStart;
    if (this.state.name === 'outside') await giveUpFormer(this.needs);
    await this.step({ kind: 'joins', mayStart: mayStart && mayBegin(this) });
  }

  /** Signs statements for the next commit, and makes it. */
  async decide(statements: readonly RoomStatement[], unwanted: readonly SeatId[]): Promise<void> {
    for (const each of statements) {
      const dated = dateAfter(this.keeper.rulings(), each, this.#latestAt);
      if ('at' in dated) this.#latestAt = dated.at;
      this.statements.push(await signStatement(this.needs.self.pseudonym, dated));
    }
    await this.step({ kind: 'hostDecides', unwanted, knocks: await judgeKnocks(this) });
  }

  async tell(talk: RoomTalk): Promise<void> {
    await this.#tellTaken(talk);
  }

  async #tellTaken(talk: RoomTalk): Promise<{ readonly taken: Promise<boolean> }> {
    const canTell = this.state.name === 'inside' && this.state.isOnline;
    return canTell ? tellRoom(toTalking(this), talk) : { taken: Promise.resolve(false) };
  }

  async step(event: RoomEvent): Promise<void> {
    const before = this.state;
    const [state, ...effects] = transitionRoom(before, event);
    if (event.kind === 'disconnected') this.media?.disconnected();
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
    if (effect.kind === 'startTimer') this.#timers.start(effect.timer, effect.ms);
    else if (effect.kind === 'stopTimer') this.#timers.stop(effect.timer);
    else if (effect.kind === 'commit') await this.#commit([...effect.adds], [...effect.removes]);
    else if (effect.kind === 'start') await this.#start();
    else if (effect.kind === 'knock') await this.#knock();
    else if (effect.kind === 'attach') await this.#attach();
    else {
      leaveRoom(this.needs);
      this.#forget();
    }
  }

  async #knock(): Promise<void> {
    const stay = await this.#sit();
    const said = { card: await this.#card(), isPreparing: !this.isShown };
    this.#await(knock(this.needs, this.seals, stay, said), code =>
      code === undefined ? { kind: 'knockTaken' } : { kind: 'knockRefused', code },
    );
  }

  async #start(): Promise<void> {
    const stay = await this.#sit();
    const replacingKey = this.replacing.keyNow(this.needs.adminKey);
    const code = await startRoom(this.needs, stay, await this.#card(), replacingKey);
    if (code === undefined && replacingKey !== undefined) this.replacing.done();
    if (code !== undefined) return this.step({ kind: 'startRefused', code });
    if (!(await this.keeper.found(stay.own, this.needs.self.statements)))
      return this.step({ kind: 'groupLost' });
    await noteGroup(this, false);
    await this.step({ kind: 'entered', me: stay.seat, ...toFacts(this) });
    await hearEarly(this);
  }

  async #attach(): Promise<void> {
    const group = this.keeper.group();
    if (this.stay === undefined || this.state.name !== 'inside' || group === undefined) return;
    const wasCut = !this.state.isSure;
    if (wasCut) this.knocks.clear();
    const card = await this.#card();
    this.#await(attachRoom(this.needs, this.stay, groupEpoch(group), card), code => {
      if (code === undefined && wasCut) void this.run(() => comeBack(this));
      // A card that is refused costs nobody the seat.
      return code === undefined || !wasCut ? undefined : { kind: 'attachRefused', code };
    });
  }

  #card = () => sealCard(this.needs, this.seals, this.isShown ? this.record?.policy : undefined);

  async #commit(adds: SeatId[], removes: SeatId[]): Promise<void> {
    const joining = adds.flatMap(seat => this.knocks.get(seat) ?? []);
    this.carried = [...this.statements];
    const made = await this.keeper.propose(joining, removes, this.carried);
    if (!made.ok) return this.step({ kind: 'commitRefused', code: made.code });
    this.#await(commitRoom(this.needs, made.value, removes), code =>
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
    this.stay ??= await createStay(this.needs);
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

  #createKeeper(): GroupKeeper {
    const { seals, needs } = this;
    return new GroupKeeper({
      ...{ ...needs, seals },
      now: needs.clock.now,
      isPresent: seat => isPresent(this, seat),
    });
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
