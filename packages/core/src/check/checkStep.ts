/** What the check page tests, and how far each test has come (spec/relays.md, "Check page"). */
import type { DeviceProblem } from '../client/view.ts';
import type { IceTestProblem } from '../port/iceTester.ts';

/** Steps that need the server. */
export type ServerStep = 'server' | 'clock' | 'relayUdp' | 'relayTcp' | 'relayTls';
/** Steps that need a person's act, because they open a device. */
export type DeviceStep = 'camera' | 'microphone' | 'speaker';
export type StepName = 'browser' | 'encryption' | ServerStep | DeviceStep;

/** Problems of steps that are about the server. `needsServer`: could not even be tried. */
export type ServerStepProblem = 'noServer' | 'needsServer' | 'clockOff' | 'noRelay' | IceTestProblem;
/** Problems of devices. `silent`: it is open and hears nothing. `notHeard`: the person heard no tone. */
export type DeviceStepProblem = DeviceProblem | 'silent' | 'notHeard';

/** Where a step stands. */
export type Step<Problem extends string = never> =
  | { readonly state: 'waiting' | 'running' }
  | {
      readonly state: 'ok';
      /** Milliseconds: a round trip, an answer, a difference of clocks. */
      readonly ms?: number;
      /** A browser's name, or a picture's size. */
      readonly text?: string;
    }
  | { readonly state: 'problem'; readonly problem: Problem; readonly ms?: number };

/** All steps; undefined: not offered here. */
export type Steps = {
  readonly [Name in StepName]: Step<StepProblems[Name]> | undefined;
};

type StepProblems = { readonly browser: never; readonly encryption: 'noEncryption' } & {
  readonly [Name in ServerStep]: ServerStepProblem;
} & { readonly [Name in DeviceStep]: DeviceStepProblem };
