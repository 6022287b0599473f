/** What the call engine needs of the channels and the store. */
import type { CallKeeper, CallMessenger, RelayAccess } from '../call/callNeeds.ts';
import type { ContactChannel } from '../contact/contactChannel.ts';
import type { Wills } from '../contact/wills.ts';
import type { CallItems } from '../history/callItems.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { IceServer } from '../port/peerConnection.ts';

interface MessengerParts {
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
      return iceServers ? { iceServers, expires: undefined } : requestRelay(parts.connection);
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

/** While the server is away nobody can say whether it has a relay: the answer waits, as the call's messages do. */
async function requestRelay(connection: Connection): Promise<RelayAccess | undefined> {
  await connection.whenUp();
  const answer = await connection.request({ t: 'requestRelay' });
  if (!answer.ok && answer.code === 'offline') return requestRelay(connection);
  if (!answer.ok || answer.value.t !== 'relay') return undefined;
  const { urls, username, credential, expires } = answer.value;
  return { iceServers: [{ urls, username, credential }], expires };
}
