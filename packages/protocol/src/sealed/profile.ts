/** The author's display name, whenever it changes. May be empty. */
import * as v from 'valibot';
import { nameSchema } from '../name.ts';

export const profileSchema = v.strictObject({ k: v.literal('profile'), name: nameSchema });
export type ProfileMessage = v.InferOutput<typeof profileSchema>;
