/** The call by link that was chosen in the list of calls: its link's page says who was in it. */
import { signal } from '@preact/signals';
import type { LinkCallItemView } from '@sotto/core/link/linkView';

/** `undefined` until one was chosen. */
export const lastLinkCall = signal<LinkCallItemView | undefined>(undefined);
