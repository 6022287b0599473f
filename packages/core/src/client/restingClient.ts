/** A client that does nothing: its profile has left for another device (spec/export.md, "One device"). */
import { failure } from '@sotto/protocol/result';
import type { Store } from '../port/store.ts';
import { loadSettings } from '../settings/settings.ts';
import type { ProfileCommands } from './command.ts';
import type { RunningClient } from './createClient.ts';
import { IDLE_VIEW } from './idleView.ts';
import type { ClientView } from './view.ts';

/** Shows whose profile it was, in the language and theme it had. */
export async function createRestingClient(store: Store): Promise<RunningClient> {
  const settings = await loadSettings(store);
  const view: ClientView = {
    ...IDLE_VIEW,
    phase: 'moved',
    profile: settings.profile() ?? IDLE_VIEW.profile,
    settings: settings.current(),
  };
  const refuse = () => Promise.resolve(failure('notReady'));
  return {
    view: () => view,
    onView: () => () => undefined,
    commands: new Proxy({} as ProfileCommands, { get: () => refuse }),
    close: () => Promise.resolve(),
  };
}
