/** All French texts. */
import type { Texts } from '../locale.ts';
import { appTexts } from './app.ts';
import { callTexts } from './call.ts';
import { contactTexts } from './contact.ts';
import { conversationTexts } from './conversation.ts';
import { firstRunTexts } from './firstRun.ts';
import { historyTexts } from './history.ts';
import { settingsTexts } from './settings.ts';

/** All French texts by key. */
export const texts: Texts = {
  ...appTexts,
  ...callTexts,
  ...contactTexts,
  ...conversationTexts,
  ...firstRunTexts,
  ...historyTexts,
  ...settingsTexts,
};
