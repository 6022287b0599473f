/** Server → client, to the people in the call: who is in it now. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type RoomId } from '../ids.ts';
import { peopleSchema } from './people.ts';

export const roomPeopleSchema = v.strictObject({
  t: v.literal('roomPeople'),
  linkId: idSchema<LinkId>(),
  roomId: idSchema<RoomId>(),
  epoch: counterSchema,
  people: peopleSchema,
});
export type RoomPeople = v.InferOutput<typeof roomPeopleSchema>;
