/** All French texts. */
import type { Texts } from '../locale.ts';
import { appTexts } from './app.ts';
import { callTexts } from './call.ts';
import { checkTexts } from './check.ts';
import { contactTexts } from './contact.ts';
import { conversationTexts } from './conversation.ts';
import { firstRunTexts } from './firstRun.ts';
import { historyTexts } from './history.ts';
import { iceServersTexts } from './iceServers.ts';
import { joinTexts } from './join.ts';
import { linkTexts } from './link.ts';
import { linkProblemTexts } from './linkProblem.ts';
import { qualityTexts } from './quality.ts';
import { ringTexts } from './ring.ts';
import { roomTexts } from './room.ts';
import { settingsTexts } from './settings.ts';
import { touchTexts } from './touch.ts';
import { transferTexts } from './transfer.ts';

/** All French texts by key. */
export const texts: Texts = {
  ...appTexts,
  ...callTexts,
  ...checkTexts,
  ...contactTexts,
  ...conversationTexts,
  ...firstRunTexts,
  ...historyTexts,
  ...iceServersTexts,
  ...joinTexts,
  ...linkTexts,
  ...linkProblemTexts,
  ...qualityTexts,
  ...ringTexts,
  ...roomTexts,
  ...settingsTexts,
  ...touchTexts,
  ...transferTexts,
};
