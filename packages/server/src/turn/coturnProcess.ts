/**
 * One coturn process: started or taken over, watched and ended. When it dies or falls silent it is started again with growing
 * pauses. Nothing that it prints is read, because coturn prints addresses and user names.
 */
import { randomBytes } from 'node:crypto';
import { createRelayCredentials, type RelayPlace, relayUrls } from './credentials.ts';
import { adoptProgram, type Program, spawnProgram } from './program.ts';
import type { Relay, RelayCredentials } from './relay.ts';
import type { RelayClock, RelayLog } from './relayConfig.ts';
import { isStunAnswered } from './stunExchange.ts';

/** What one start needs; made anew for each start, since ports and addresses change under a running machine. */
export interface CoturnPlan extends RelayPlace {
  readonly program: string;
  readonly configFile: string;
  readonly secret: string;
  /** A process that already carries this plan out: it is taken over instead of starting one. */
  readonly runningPid?: number;
}

/** How long a started process may take to listen. */
const START_LIMIT_MS = 10_000;
const START_PROBE_MS = 50;
const WATCH_MS = 10_000;
/** Unanswered probes (a second each) after which a running process counts as hung. */
const MISSES_UNTIL_HUNG = 3;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const END_LIMIT_MS = 3_000;

/** A relay that this server runs itself. Owns the process from `start` to `stop`. */
export class CoturnProcess implements Relay {
  readonly #plan: () => Promise<CoturnPlan | undefined>;
  readonly #log: RelayLog;
  readonly #clock: RelayClock;
  readonly #listeners = new Set<() => void>();
  readonly #onExit = () => this.#child?.kill('SIGKILL');
  #child: Program | undefined;
  /** Set only while the process answers. */
  #ready: CoturnPlan | undefined;
  #stopped = false;
  #pause = FIRST_PAUSE_MS;
  #cancelTimer = () => {};

  /** @param plan - called before every start; undefined means that no start is possible now. */
  constructor(plan: () => Promise<CoturnPlan | undefined>, log: RelayLog, clock: RelayClock) {
    this.#plan = plan;
    this.#log = log;
    this.#clock = clock;
  }

  /** Starts; resolves when the relay is ready or the first attempt has failed (attempts go on then). */
  async start(): Promise<void> {
    // A server that ends without `stop` (an uncaught error) must not leave a relay behind.
    process.on('exit', this.#onExit);
    await this.#attempt();
  }

  isReady(): boolean {
    return this.#ready !== undefined;
  }

  credentials(host: string): RelayCredentials | undefined {
    if (this.#ready === undefined) return undefined;
    const opaqueId = randomBytes(12).toString('base64url');
    return createRelayCredentials(
      this.#ready.secret,
      relayUrls(host, this.#ready),
      this.#clock.now(),
      opaqueId,
    );
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    process.off('exit', this.#onExit);
    const child = this.#child;
    if (child !== undefined) await endProcess(child, this.#clock);
    this.#setReady(undefined);
  }

  async #attempt(): Promise<void> {
    const plan = await this.#plan().catch(() => this.#log.error('relayPlanFailed'));
    if (this.#stopped) return;
    if (plan === undefined) return this.#retryLater();
    const child =
      plan.runningPid === undefined
        ? spawnProgram(plan.program, ['-c', plan.configFile])
        : adoptProgram(plan.runningPid);
    this.#child = child;
    void child.ended.then(() => this.#hasEnded(child));
    const answered = await this.#waitUntilAnswered(plan, child);
    if (this.#child !== child || this.#stopped) return;
    if (!answered) return void child.kill('SIGKILL');
    this.#pause = FIRST_PAUSE_MS;
    this.#log.info('relayReady', { port: plan.port, takenOver: plan.runningPid !== undefined });
    this.#setReady(plan);
    this.#watch(plan, child, 0);
  }

  async #waitUntilAnswered(plan: CoturnPlan, child: Program): Promise<boolean> {
    const deadline = this.#clock.now() + START_LIMIT_MS;
    while (this.#child === child && !this.#stopped && this.#clock.now() < deadline) {
      if (await this.#isAnswered(plan)) return true;
      await new Promise<void>(resolve => {
        this.#clock.after(START_PROBE_MS, resolve);
      });
    }
    return false;
  }

  #isAnswered(plan: CoturnPlan): Promise<boolean> {
    return isStunAnswered({ address: plan.relayIp, port: plan.port }, this.#clock);
  }

  /** A process can live and yet be deaf: hung, or bound to an address that the machine has lost. */
  #watch(plan: CoturnPlan, child: Program, misses: number): void {
    this.#cancelTimer = this.#clock.after(WATCH_MS, async () => {
      const missed = (await this.#isAnswered(plan)) ? 0 : misses + 1;
      if (this.#child !== child || this.#stopped) return;
      if (missed < MISSES_UNTIL_HUNG) return this.#watch(plan, child, missed);
      this.#log.warn('relayHung');
      child.kill('SIGKILL');
    });
  }

  #hasEnded(child: Program): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#cancelTimer();
    this.#setReady(undefined);
    if (this.#stopped) return;
    this.#log.warn('relayEnded', { restartInMs: this.#pause });
    this.#retryLater();
  }

  #retryLater(): void {
    this.#cancelTimer = this.#clock.after(this.#pause, () => void this.#attempt());
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #setReady(plan: CoturnPlan | undefined): void {
    const changed = (plan === undefined) !== (this.#ready === undefined);
    this.#ready = plan;
    if (changed) for (const listener of this.#listeners) listener();
  }
}

/** Asks a process to end, and after a while makes it. */
async function endProcess(child: Program, clock: RelayClock): Promise<void> {
  child.kill('SIGTERM');
  const cancel = clock.after(END_LIMIT_MS, () => child.kill('SIGKILL'));
  await child.ended;
  cancel();
}
