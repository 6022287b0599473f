/** What happens when the socket comes up: mailboxes are opened, and everything that waited goes on. */
import type { Welcome } from '@sotto/protocol/wire/welcome';
import { sendOwedReceipts } from '../conversation/texts.ts';
import { openOrRestore } from '../mailbox/inbox.ts';
import { deleteLeftovers } from '../mailbox/leftovers.ts';
import type { Deliveries } from './deliveries.ts';
import type { BaseParts } from './parts.ts';
import { tellContacts } from './tellContact.ts';

/** Follows the connection. */
export interface Reconnection {
  connected(welcome: Welcome): void;
  disconnected(): void;
}

/** Makes the follower. */
export function createReconnection(parts: BaseParts & { readonly deliveries: Deliveries }): Reconnection {
  const { background, book, deliveries, engine, inbox, invitations, linkCalls, links, log, outbox } = parts;
  const { source, store, texts, wills } = parts;

  async function catchUp(): Promise<void> {
    outbox.resume();
    wills.resume();
    await openAll();
    await deleteLeftovers(store, inbox);
    await tellContacts(parts);
    await links.applyBlocks();
    for (const { id } of book.all()) await sendOwedReceipts(texts, id);
  }

  async function openAll(): Promise<void> {
    const restorer = { mailbox: deliveries.mailbox, restarted: deliveries.restarted, log };
    const contacts = book.all();
    await Promise.all([
      ...invitations.all().map(({ mine, sealed }) => openOrRestore(inbox, restorer, mine.receiveId, sealed)),
      ...contacts.map(({ id, mailboxMade, mine }) =>
        mailboxMade ? openOrRestore(inbox, restorer, mine.receiveId) : invitations.finishAcceptance(id),
      ),
    ]);
  }

  return {
    connected: welcome => {
      source.connected(welcome);
      // A socket that had to be opened again hints at another network.
      engine.networkChanged(false);
      linkCalls.networkChanged(false);
      linkCalls.connected();
      links.connected();
      background(catchUp());
    },
    disconnected: () => {
      source.disconnected();
      linkCalls.disconnected();
      links.disconnected();
    },
  };
}
