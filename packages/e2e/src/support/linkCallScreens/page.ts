/**
 * The product's whole app, with its commands within a test's reach: a story about the screens inside a link call comes
 * there by commands, and does everything else by what is on screen.
 */
import type { Commands } from '@sotto/core/client/command';
import type { ClientView } from '@sotto/core/client/view';
import {
  call,
  connection,
  contacts,
  conversation,
  history,
  issue,
  linkCall,
  links,
} from '@sotto/web/session';
import type { LinkCallHarness } from '../linkCallPage/page.ts';

type Carried = Parameters<typeof issue>[0];

/** Every command, carried out by the app's own session. */
const commands = new Proxy({} as Commands, {
  get:
    (_, name) =>
    (...parameters: readonly unknown[]) =>
      issue((own => (own[name as 'sendChat'] as (...each: unknown[]) => unknown)(...parameters)) as Carried),
});

const harness: LinkCallHarness = {
  commands,
  view: () =>
    ({
      connection: connection.peek(),
      contacts: contacts.peek(),
      conversation: conversation.peek(),
      history: history.peek(),
      ...{ call: call.peek(), linkCall: linkCall.peek(), links: links.peek() },
    }) as ClientView,
  firstPicture: () => undefined,
};
Object.assign(globalThis, { harness });
