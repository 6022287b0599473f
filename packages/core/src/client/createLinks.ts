/** The link desk as a part of the client: what it needs of contacts and conversations. */
import { failure } from '@sotto/protocol/result';
import { sendText } from '../conversation/texts.ts';
import { createLinkDesk, type LinkDesk } from '../link/linkDesk.ts';
import { createLinkPeople } from '../link/linkPeople.ts';
import type { BaseParts, ClientPorts, Parts } from './parts.ts';
import { tellContacts } from './tellContact.ts';

type LinkSurroundings = Pick<
  BaseParts,
  'background' | 'book' | 'channel' | 'connection' | 'identity' | 'settings' | 'sign' | 'source' | 'texts'
>;

/** Reads the links; all parts exist when anything changes. */
export function createLinks(
  ports: ClientPorts,
  surroundings: LinkSurroundings,
  parts: () => Parts,
): Promise<LinkDesk> {
  const { background, book, channel, connection, identity, settings, sign, source, texts } = surroundings;
  return createLinkDesk({
    ...ports,
    ...{ connection, sign, identity },
    people: createLinkPeople(book),
    mail: {
      sendText: async (contact, text) =>
        book.get(contact)?.isBlocked ? failure('contactBlocked') : sendText(texts, contact, text),
      sendApproval: async (contact, approval) => {
        if (book.get(contact)?.isBlocked === false) await channel.send(contact, approval);
      },
    },
    profileName: () => settings.profile()?.name ?? '',
    hosting: () => background(tellContacts(parts())),
    changed: () => {
      source.changed();
      parts().linkCalls.pageChanged();
    },
  });
}
