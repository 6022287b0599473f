/**
 * The running client as signals: one per part of `ClientView`, so that a screen renders again only when its part
 * changed.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Client, CommandProblem, Commands } from '@sotto/core/client/command';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import type { ClientView } from '@sotto/core/client/view';
import type { Result } from '@sotto/protocol/result';
import { isFirstVisit } from './firstVisit.ts';
import type { CallPictures } from './inCall/pictures.ts';
import type { TrackEffects } from './platform/trackEffects.ts';

/** What `platform/startClient.ts` hands over. */
export interface StartedClient {
  readonly client: Client;
  readonly pictures: CallPictures;
  readonly effects: TrackEffects;
}

/** Before the client is there: `loading`, or on a first visit, which has nothing to load, the first screen at once. */
const initialView: ClientView = {
  phase: isFirstVisit() ? 'firstRun' : 'loading',
  ...IDLE_VIEW,
};

const currentView = signal<ClientView>(initialView);
const started = signal<StartedClient | undefined>(undefined);

/** Whether the client itself could not be loaded (as opposed to the `broken` phase, which it reports). */
export const loadFailed = signal(false);

export const phase = computed(() => currentView.value.phase);
export const connection = computed(() => currentView.value.connection);
export const relay = computed(() => currentView.value.relay);
export const mostPeople = computed(() => currentView.value.mostPeople);
export const profile = computed(() => currentView.value.profile);
export const settings = computed(() => currentView.value.settings);
export const iceServers = computed(() => currentView.value.iceServers);
export const contacts = computed(() => currentView.value.contacts);
export const invitations = computed(() => currentView.value.invitations);
export const conversation = computed(() => currentView.value.conversation);
export const history = computed(() => currentView.value.history);
export const missedCalls = computed(() => currentView.value.missedCalls);
export const call = computed(() => currentView.value.call);
/** Whether a call has the screen and has not ended. Screens that need no more than that are spared its every change. */
export const isCallLive = computed(() => call.value !== undefined && call.value.stage !== 'ended');
/** Whether a call with a contact has the devices and the screen: outgoing or accepted, and not over. */
export const hasContactCall = computed(() => isCallLive.value && call.value?.stage !== 'incoming');
export const waitingCalls = computed(() => currentView.value.waitingCalls);
export const heldCalls = computed(() => currentView.value.heldCalls);
export const links = computed(() => currentView.value.links);
/** At which own links something goes on, or lies. */
export const linkNews = computed(() => currentView.value.linkNews);

export const join = computed(() => currentView.value.join);

/** The link call that this person is in, knocks at or has just left. */
export const linkCall = computed(() => currentView.value.linkCall);

/** Whether this person is inside a link call, with or without a connection at the moment. */
export const isLinkCallLive = computed(() => {
  const now = linkCall.value;
  if (now === undefined || now.isPreparing || now.stage === 'over') return false;
  return now.stage === 'inside' || now.stage === 'reconnecting' || now.joinedAt !== undefined;
});

/** The call's streams, once the client runs. */
export const pictures: ReadonlySignal<CallPictures | undefined> = computed(() => started.value?.pictures);

/** What is done to the own sound and picture, once the client runs. */
export const effects: ReadonlySignal<TrackEffects | undefined> = computed(() => started.value?.effects);

/**
 * Resolves when the client has read the store and can take commands. Not with the commands: they answer to every name,
 * `then` included, and a promise of them would wait for them for ever.
 */
const ready = Promise.withResolvers<void>();

/** Connects the screens with a client. */
export function attachClient(attached: StartedClient): void {
  const { client } = attached;
  started.value = attached;
  client.onView(() => follow(client));
  follow(client);
}

function follow(client: Client): void {
  const view = client.view();
  if (view.phase === 'loading') return;
  currentView.value = view;
  ready.resolve();
}

/**
 * Issues a command, at once when the client is there: some must run in a person's click. What is asked for while it
 * is still loading waits for it. What an answer names, the screens have already when it comes.
 */
export async function issue<Value>(
  command: (commands: Commands) => Promise<Result<Value, CommandProblem>>,
): Promise<Result<Value, CommandProblem>> {
  const isLoading = (started.peek()?.client.view().phase ?? 'loading') === 'loading';
  if (isLoading) await ready.promise;
  const client = started.peek()?.client;
  if (client === undefined) return { ok: false, code: 'notReady' };
  const answer = await command(client.commands);
  // The client tells its changes with a frame, and maybe after the answer: who then opened a contact that was just
  // made would find none. Answers without a value leave the screens their time (`platform/acceptanceHold.ts`).
  if (answer.ok && answer.value !== undefined) follow(client);
  return answer;
}
