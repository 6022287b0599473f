/**
 * Waits for cryptography in simulations. WebCrypto answers from threads of its own, so a simulated clock must not
 * move on while an operation is under way. Only the simulator counts operations; the product never does.
 */
import { setImmediate } from 'node:timers';

type Operation = (...parameters: readonly unknown[]) => Promise<unknown>;

let running = 0;
let isCounting = false;
let rest = Promise.withResolvers<void>();

/** Begins to count, once per process. */
export function countCryptoWork(): void {
  if (isCounting) return;
  isCounting = true;
  const prototype = Object.getPrototypeOf(crypto.subtle) as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    if (typeof value === 'function' && name !== 'constructor') prototype[name] = counted(value as Operation);
  }
}

/** Resolves when no operation has been under way for two turns of the event loop. */
export async function settleCryptoWork(): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet = running === 0 ? quiet + 1 : 0) {
    if (running > 0) await rest.promise;
    await turn();
  }
}

function counted(operation: Operation): Operation {
  return function count(this: unknown, ...parameters) {
    if (running === 0) rest = Promise.withResolvers<void>();
    running += 1;
    const work = Reflect.apply(operation, this, parameters) as Promise<unknown>;
    // A synchronous answer (`supports`) is no work.
    if (work instanceof Promise) work.then(done, done);
    else done();
    return work;
  };
}

function done(): void {
  running -= 1;
  if (running === 0) rest.resolve();
}

function turn(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve));
}
