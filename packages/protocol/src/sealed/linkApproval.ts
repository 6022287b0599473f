/** The author's lasting word, as the host of a call link, that the reader may come in (spec/link-keys.md, "Contacts"). */
import * as v from 'valibot';
import { bytesSchema } from '../codec.ts';
import { TOKEN_BYTES } from '../link/inviteLink.ts';
import { signedStatementSchema } from './roomStatement.ts';

export const linkApprovalSchema = v.strictObject({
  k: v.literal('linkApproval'),
  token: bytesSchema(TOKEN_BYTES),
  statement: signedStatementSchema,
});
export type LinkApprovalMessage = v.InferOutput<typeof linkApprovalSchema>;
