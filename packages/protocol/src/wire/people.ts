/** Who is in a call, as the server sees it (spec/links.md, "People"). */
import * as v from 'valibot';
import { idSchema, type SeatId } from '../ids.ts';
import { MAX_ROOM_PEOPLE } from '../limits.ts';

export const peopleSchema = v.pipe(
  v.array(
    v.strictObject({
      seat: idSchema<SeatId>(),
      /** Cut off; the seat is kept for a while. */
      away: v.boolean(),
    }),
  ),
  v.maxLength(MAX_ROOM_PEOPLE),
);
/** Who is in a call, in the order of joining. The first who is not away should commit. */
export type People = v.InferOutput<typeof peopleSchema>;
