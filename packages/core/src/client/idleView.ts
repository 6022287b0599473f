/** What there is to see while no client runs. */

import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { USUAL_MOST_PEOPLE } from './connectionFacts.ts';
import type { ClientView } from './view.ts';

/** A view without its phase. */
export const IDLE_VIEW: Omit<ClientView, 'phase'> = {
  connection: 'connecting',
  relay: 'unknown',
  mostPeople: USUAL_MOST_PEOPLE,
  profile: { name: '' },
  settings: DEFAULT_SETTINGS,
  iceServers: { on: false, text: '' },
  contacts: [],
  invitations: [],
  conversation: undefined,
  history: undefined,
  missedCalls: 0,
  call: undefined,
  waitingCalls: [],
  heldCalls: [],
  links: [],
  linkNews: [],
  join: undefined,
  linkCall: undefined,
  comingCall: undefined,
};
