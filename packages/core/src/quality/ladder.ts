/**
 * What to send over a network of this moment (spec/quality.md, "Ladder"): sound before picture, down at once, up
 * slowly. The browser's own control decides how much gets through; this decides what to make of it. Pure.
 */
import type { PictureSettings, SendSettings } from '../port/connectionQuality.ts';
import type { ConnectionSample } from './connectionSample.ts';
import { followLoss, NOT_WAITING, type WaitingState } from './waiting.ts';

/** Where a connection stands. */
export interface LadderState {
  /** Loss of what is sent, smoothed, 0–1. */
  readonly loss: number;
  /** The same of what is received. */
  readonly lossIn: number;
  /** Index into {@link STEPS}. */
  readonly step: number;
  /** How many earlier frames every packet of sound repeats. */
  readonly copies: number;
  /** Milliseconds; when the step was last changed. */
  readonly steppedAt: number;
  /** How long it must be good before the next step up; longer each time that a step up did not hold. */
  readonly patience: number;
  /** The last change was one up. */
  readonly wasStepUp: boolean;
  /** Since when the next step up could be kept; undefined while it could not. */
  readonly goodSince: number | undefined;
  /** Milliseconds. */
  readonly roundTrip: number;
  readonly shortestRoundTrip: number;
  /** What is received waits for what is sent again. */
  readonly waiting: WaitingState;
  /** Packets wait in a queue somewhere: more is sent than fits through. */
  readonly isFull: boolean;
}

/** What people decide beside the network. */
export interface LadderLimits {
  /** One of the two saves data. */
  readonly savesData: boolean;
}

/** A rung: what is sent of the camera. */
interface Step extends PictureSettings {
  /** Below this estimate (bit/s, sound included) the step cannot be kept. */
  readonly floor: number;
  /** From this loss on the step cannot be kept. */
  readonly mostLoss: number;
}

/**
 * The fewer packets a picture is cut into, the likelier all of them arrive: under loss, small pictures keep moving
 * where large ones freeze. Only a network that carries next to nothing costs pictures per second.
 */
const STEPS: readonly Step[] = [
  { isPaused: false, bitrate: 2_500_000, framerate: 30, height: 720, floor: 350_000, mostLoss: 0.18 },
  { isPaused: false, bitrate: 500_000, framerate: 30, height: 360, floor: 220_000, mostLoss: 0.22 },
  { isPaused: false, bitrate: 250_000, framerate: 30, height: 270, floor: 110_000, mostLoss: 0.27 },
  { isPaused: false, bitrate: 150_000, framerate: 30, height: 180, floor: 0, mostLoss: 0.42 },
  { isPaused: false, bitrate: 60_000, framerate: 15, height: 180, floor: 0, mostLoss: 0.5 },
  { isPaused: true, bitrate: 150_000, framerate: 30, height: 180, floor: 0, mostLoss: 1 },
];
const LAST_STEP = STEPS.length - 1;
const SAVING_STEP = 3;

/** How many earlier frames sound repeats: one and two from these losses on, and again below {@link CALMER} of them. */
const COPIES_FROM = [0, 0.02, 0.12];
const CALMER = 0.5;
/** Bit/s; otherwise the browser's own choice, which no estimate can take away. */
const SAVING_SOUND_BITRATE = 20_000;

/** Weight of a new second in the smoothed loss: about three seconds. */
const WEIGHT = 0.35;
/** A step is kept for so long before the next one down, so that it can show what it does. */
const HOLD_MS = 3000;
const FIRST_PATIENCE_MS = 6000;
const LONGEST_PATIENCE_MS = 60_000;
/** A step up that is taken back within so long was one too many. */
const REGRET_MS = 15_000;
/** A step up needs so much more than the floor of the step. */
const HEADROOM = 1.3;
/** A round trip that grew by so much more than its own length means queues. */
const FULL_QUEUE_MS = 300;
/** Per look: another way may simply be longer, and in a minute or so it counts as what it is. */
const FORGETTING = 1.02;

/** A connection of which nothing is known. */
export function startLadder(now: number): LadderState {
  return {
    loss: 0,
    lossIn: 0,
    step: 0,
    copies: 0,
    // The first look may take a step at once.
    steppedAt: now - HOLD_MS,
    patience: FIRST_PATIENCE_MS,
    wasStepUp: false,
    goodSince: undefined,
    roundTrip: 0,
    waiting: NOT_WAITING,
    shortestRoundTrip: Number.POSITIVE_INFINITY,
    isFull: false,
  };
}

/** The next state after a sample of about a second. */
export function climbLadder(state: LadderState, sample: ConnectionSample, now: number): LadderState {
  const loss = smooth(state.loss, sample.lossOut);
  const roundTrip = sample.roundTrip ?? state.roundTrip;
  const shortest = Math.min(
    state.shortestRoundTrip * FORGETTING,
    sample.roundTrip ?? Number.POSITIVE_INFINITY,
  );
  const lossIn = smooth(state.lossIn, sample.lossIn);
  const isFull = roundTrip > 2 * shortest + FULL_QUEUE_MS;
  const known = {
    ...state,
    loss,
    roundTrip,
    shortestRoundTrip: shortest,
    lossIn,
    waiting: followLoss(state.waiting, lossIn, roundTrip, now),
    isFull,
    copies: toCopies(state.copies, loss, isFull),
  };
  if (mustStepDown(known, sample)) return stepDown(known, now);
  if (!canStepUp(known, sample)) return { ...known, goodSince: undefined };
  const goodSince = state.goodSince ?? now;
  return now - goodSince >= state.patience ? stepUp(known, now) : { ...known, goodSince };
}

/** What to send at a state. */
export function ladderToSettings(state: LadderState, { savesData }: LadderLimits): SendSettings {
  const step = STEPS[savesData ? Math.max(state.step, SAVING_STEP) : state.step] ?? (STEPS[0] as Step);
  const { isPaused, bitrate, framerate, height } = step;
  const camera = { isPaused, bitrate, framerate, height };
  return {
    sound: { bitrate: savesData ? SAVING_SOUND_BITRATE : undefined, copies: state.copies },
    camera,
    // A screen must stay readable: it loses pictures per second, never size.
    screen: { isPaused: false, bitrate, framerate: Math.min(framerate, 15), height: 2160 },
    waits: state.waiting.waits,
  };
}

/** What to send before anything was measured. */
export const FIRST_SETTINGS: SendSettings = ladderToSettings(startLadder(0), { savesData: false });

/** Whether the person's picture is less than it could be. */
export function ladderToPicture({ step }: LadderState): 'full' | 'lowered' | 'paused' {
  if (step === LAST_STEP) return 'paused';
  return step === 0 ? 'full' : 'lowered';
}

function smooth(before: number, now: number | undefined): number {
  return now === undefined ? before : before + WEIGHT * (now - before);
}

// A network that is full needs less, not more; one that loses by chance needs everything twice.
function toCopies(now: number, loss: number, isFull: boolean): number {
  if (isFull) return 0;
  return COPIES_FROM.filter((from, copies) => loss >= (copies <= now ? from * CALMER : from)).length - 1;
}

function mustStepDown(
  { step, loss, isFull }: LadderState,
  { availableOut, sent }: ConnectionSample,
): boolean {
  const { floor, mostLoss } = STEPS[step] as Step;
  if (step === LAST_STEP) return false;
  // Without a picture the estimate says nothing: it never had anything to carry.
  const hasPicture = sent.camera !== undefined && sent.camera.packets > 0;
  return (
    loss > mostLoss || isFull || (hasPicture && sent.camera.isLimited && (availableOut ?? floor) < floor)
  );
}

function canStepUp({ step, loss, isFull }: LadderState, { availableOut }: ConnectionSample): boolean {
  if (step === 0 || isFull) return false;
  const { floor, mostLoss } = STEPS[step - 1] as Step;
  return loss < mostLoss * 0.7 && (availableOut ?? floor) >= floor * Math.min(HEADROOM, headroomAt(step));
}

// From a pause, any estimate is an old one: only trying tells.
function headroomAt(step: number): number {
  return step === LAST_STEP ? 0 : HEADROOM;
}

function stepDown(state: LadderState, now: number): LadderState {
  const age = now - state.steppedAt;
  if (age < HOLD_MS) return { ...state, goodSince: undefined };
  const isRegretted = state.wasStepUp && age < REGRET_MS;
  const patience = isRegretted ? Math.min(LONGEST_PATIENCE_MS, state.patience * 2) : state.patience;
  return {
    ...state,
    ...{ step: state.step + 1, steppedAt: now, wasStepUp: false, goodSince: undefined, patience },
  };
}

function stepUp(state: LadderState, now: number): LadderState {
  return { ...state, step: state.step - 1, steppedAt: now, wasStepUp: true, goodSince: now };
}
