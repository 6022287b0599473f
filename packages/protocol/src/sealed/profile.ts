/** The author's display name, whenever it changes. May be empty. */
import * as v from 'valibot';
import { MAX_NAME_LENGTH } from '../limits.ts';

export const nameSchema = v.pipe(v.string(), v.maxLength(MAX_NAME_LENGTH));

export const profileSchema = v.strictObject({ k: v.literal('profile'), name: nameSchema });
export type ProfileMessage = v.InferOutput<typeof profileSchema>;
