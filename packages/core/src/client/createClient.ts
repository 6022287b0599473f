/** Starts and ends the headless client. */
import { assembleParts } from './assembleParts.ts';
import { createClosableStore } from './closableStore.ts';
import type { Client, ProfileCommands } from './command.ts';
import { createCommands } from './commands.ts';
import type { ClientPorts } from './parts.ts';

/** A running client. */
export interface RunningClient extends Omit<Client, 'commands'> {
  readonly commands: ProfileCommands;
  /**
   * Ends calls and the connection. Nothing is written afterwards, so that another tab may take over the keys. For a
   * tab that loses them or goes away.
   */
  close(): Promise<void>;
}

/** Reads the store, repairs what a crash left over, and connects. Rejects when the store cannot be read. */
export async function createClient(ports: ClientPorts): Promise<RunningClient> {
  const store = createClosableStore(ports.store);
  const parts = await assembleParts({ ...ports, store });
  const { background, connection, engine, linkCalls, links, source } = parts;
  await parts.deliveries.restore();
  connection.start();
  background(connection.whenUp().then(() => linkCalls.restore()));
  const stopListening = ports.sockets.onNetworkChange(isCertain => {
    engine.networkChanged(isCertain);
    linkCalls.networkChanged(isCertain);
  });
  const stopWatching = ports.pageLife?.watch({ goes: linkCalls.pageGoes, returns: linkCalls.pageReturns });
  return {
    view: source.view,
    onView: source.onView,
    commands: createCommands(parts),
    close: async () => {
      stopListening();
      stopWatching?.();
      await linkCalls.close();
      await engine.close();
      await parts.settled();
      links.stop();
      connection.stop();
      source.stop();
      await store.close();
    },
  };
}
