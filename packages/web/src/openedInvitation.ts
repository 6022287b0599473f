/**
 * The invitation a person has opened but not answered. In memory only: its token must not lie in the history, in
 * storage or in the address bar.
 */
import { signal } from '@preact/signals';

/** What was opened: a fragment, a link or a bare token, as given; `undefined` when nothing is open. */
export const openedInvitation = signal<string | undefined>(undefined);
