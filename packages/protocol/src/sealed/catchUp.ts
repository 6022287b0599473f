/**
 * Says nothing by itself: asks for a renewal of the group's keys that did not arrive, by its own old epoch, or brings
 * that renewal along in its envelope (spec/contact.md, "A lost renewal").
 */
import * as v from 'valibot';

export const catchUpSchema = v.strictObject({ k: v.literal('catchUp') });
