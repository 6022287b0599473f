/** What the call engine needs of the channels and the store. */
import type { CallKeeper, CallMessenger, RelayAccess } from '../call/callNeeds.ts';
import type { ContactChannel } from '../contact/contactChannel.ts';
import type { Wills } from '../contact/wills.ts';
import type { CallItems } from '../history/callItems.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { Clock } from '../port/clock.ts';
import type { IceServer } from '../port/peerConnection.ts';

interface MessengerParts {
  readonly clock: Clock;
  readonly connection: Connection;
  readonly channel: ContactChannel;
  readonly wills: Wills;
  readonly items: CallItems;
  /** The person's own servers; undefined: the host's relay is used. */
  readonly ownServers: () => readonly IceServer[] | undefined;
}

/** The messenger and keeper of a client; `settled` resolves when all that they began is sealed and written. */
export function createMessenger(parts: MessengerParts): {
  readonly messenger: CallMessenger;
  readonly keeper: CallKeeper;
  readonly settled: () => Promise<void>;
} {
  const { channel, wills, items } = parts;
  const running = new Set<Promise<unknown>>();

  function track<Value>(work: Promise<Value>): Promise<Value> {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  }

  const messenger: CallMessenger = {
    send: (contact, message, options) =>
      track(
        channel.send(contact, message, options).then(sent => {
          if (sent === undefined) throw new Error('the contact is gone');
          return sent;
        }),
      ),
    setWill: (contact, message) => track(wills.set(contact, message)),
    clearWill: contact => track(wills.clear(contact)),
    relay: async () => {
      const iceServers = parts.ownServers();
      // Own servers replace the host's relay even when they are of no use: the person chose whom to ask.
      return iceServers ? { iceServers, expires: undefined } : requestRelay(parts, PATIENCE_MS);
    },
    checkServer: () => parts.connection.check(),
  };
  const keeper: CallKeeper = {
    save: change => track(items.save(change)),
  };
  const settled = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return { messenger, keeper, settled };
}

/** For so long it is tried again, in all, when the server has given out too many credentials to this address. */
const PATIENCE_MS = 10_000;
/** Between two attempts, if the server does not say. */
const PAUSE_MS = 1000;

/**
 * While the server is away nobody can say whether it has a relay: the answer waits, as the call's messages do. A server that
 * has given out too many is asked again when it says, for `patience` milliseconds in all; then there is no relay.
 */
async function requestRelay(
  parts: Pick<MessengerParts, 'clock' | 'connection'>,
  patience: number,
): Promise<RelayAccess | undefined> {
  const { clock, connection } = parts;
  await connection.whenUp();
  const answer = await connection.request({ t: 'requestRelay' });
  if (!answer.ok && answer.code === 'offline') return requestRelay(parts, patience);
  if (!answer.ok && answer.code === 'rateLimited') {
    const pause = Math.max(answer.retryAfter ?? PAUSE_MS, SHORTEST_PAUSE_MS);
    if (pause > patience) return undefined;
    await new Promise<void>(resolve => void clock.after(pause, resolve));
    return requestRelay(parts, patience - pause);
  }
  if (!answer.ok || answer.value.t !== 'relay') return undefined;
  const { urls, username, credential, expires } = answer.value;
  return { iceServers: [{ urls, username, credential }], expires };
}

/** Whatever the server says: one that says nothing but "at once" must not keep this device busy. */
const SHORTEST_PAUSE_MS = 100;
