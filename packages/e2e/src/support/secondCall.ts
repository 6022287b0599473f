/** A contact who calls Ada while she is in a call with Ben. */
import type { Person } from './person.ts';
import { ADA, type World } from './world.ts';

/** Ada rejects the call that is announced to her: its caller learns nothing, and hers goes on. */
export async function rejectSecondCall({ ada, ben }: World, caller: Person): Promise<void> {
  await ada.press('Reject');
  await ada.seesNoMore('Cleo is calling too');
  await caller.sees('Ringing…');
  await ben.hears(ADA.hertz);
  await caller.press('Cancel the call');
  await caller.seesNoMore('You cancelled the call');
}
