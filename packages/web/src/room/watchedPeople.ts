/** The one collector of shown heights in this window (`heightReports.ts`). */
import { issue } from '../session.ts';
import { createHeightReports } from './heightReports.ts';

/** Says what a place shows. A refusal means that the call is over, and nothing has to be said any more. */
export const reportHeights = createHeightReports(
  heights => void issue(commands => commands.watchPeople(heights)),
);
