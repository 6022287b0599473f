/** Server → client, to somebody who waited: you are in. Comes with the commit that adds you; `people` counts all whom it adds. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type RoomId } from '../ids.ts';
import { MAX_WELCOME_BYTES } from '../limits.ts';
import { peopleSchema } from './people.ts';

export const admittedSchema = v.strictObject({
  t: v.literal('admitted'),
  linkId: idSchema<LinkId>(),
  roomId: idSchema<RoomId>(),
  /** The epoch that the commit begins. */
  epoch: counterSchema,
  welcome: bytesUpToSchema(MAX_WELCOME_BYTES),
  people: peopleSchema,
});
export type Admitted = v.InferOutput<typeof admittedSchema>;
