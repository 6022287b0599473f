/** A server in a process of its own, which says how much CPU and memory it has used. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Which server. */
export type BenchKind = 'own' | 'echo' | 'groupedEcho';

/** What a process has used since it started. */
export interface Usage {
  /** Microseconds of CPU, user and system together. */
  readonly cpu: number;
  /** Resident bytes after a garbage collection. */
  readonly memory: number;
}

/** A running server. */
export interface BenchProcess {
  /** `ws://host:port`. */
  readonly origin: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a server and waits until it listens. */
export async function startBenchProcess(kind: BenchKind): Promise<BenchProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [kind], { execArgv: ['--expose-gc'] });
  const { port } = await hear<{ port: number }>(child);
  return {
    origin: `ws://127.0.0.1:${port}`,
    usage: () => {
      child.send('usage');
      return hear<Usage>(child);
    },
    stop: async () => {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

async function hear<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message');
  return message as Message;
}
