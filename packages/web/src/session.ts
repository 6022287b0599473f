/**
 * The running client as signals: one per part of `ClientView`, so that a screen renders again only when its part
 * changed. Before the client is there, the view says `loading`.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Client, CommandProblem, Commands } from '@sotto/core/client/command';
import type { ClientView } from '@sotto/core/client/view';
import type { Result } from '@sotto/protocol/result';
import type { CallPictures } from './call/pictures.ts';

/** What `platform/startClient.ts` hands over. */
export interface StartedClient {
  readonly client: Client;
  readonly pictures: CallPictures;
}

const loadingView: ClientView = {
  phase: 'loading',
  connection: 'connecting',
  relay: 'unknown',
  profile: { name: '' },
  settings: { language: 'system', theme: 'system', alwaysRelay: true, showRinging: true },
  contacts: [],
  invitations: [],
  conversation: undefined,
  call: undefined,
  waitingCalls: [],
};

const currentView = signal<ClientView>(loadingView);
const started = signal<StartedClient | undefined>(undefined);

/** Whether the client itself could not be loaded (as opposed to the `broken` phase, which it reports). */
export const loadFailed = signal(false);

export const phase = computed(() => currentView.value.phase);
export const connection = computed(() => currentView.value.connection);
export const relay = computed(() => currentView.value.relay);
export const profile = computed(() => currentView.value.profile);
export const settings = computed(() => currentView.value.settings);
export const contacts = computed(() => currentView.value.contacts);
export const invitations = computed(() => currentView.value.invitations);
export const conversation = computed(() => currentView.value.conversation);
export const call = computed(() => currentView.value.call);
export const waitingCalls = computed(() => currentView.value.waitingCalls);

/** The call's streams, once the client runs. */
export const pictures: ReadonlySignal<CallPictures | undefined> = computed(() => started.value?.pictures);

/** Connects the screens with a client. */
export function attachClient(client: StartedClient): void {
  started.value = client;
  currentView.value = client.client.view();
  client.client.onView(() => {
    currentView.value = client.client.view();
  });
}

/**
 * Issues a command. Must be called synchronously in a person's click where the command says so. Answers `notReady`
 * when the client is still loading.
 */
export async function issue<Value>(
  command: (commands: Commands) => Promise<Result<Value, CommandProblem>>,
): Promise<Result<Value, CommandProblem>> {
  const client = started.peek()?.client;
  return client === undefined ? { ok: false, code: 'notReady' } : command(client.commands);
}
