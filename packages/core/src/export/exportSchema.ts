/** What each record of an export must look like before anything of it is stored (spec/export.md, "Records"). */
import { callsAllowedSchema } from '@sotto/protocol/sealed/callsAllowed';
import { decodeLinkRecord, encodeLinkRecord, type LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { isSealedMessage } from '@sotto/protocol/sealed/sealedMessage';
import * as v from 'valibot';
import type { StoredStage } from '../call/storedCall.ts';
import { isLeftoverKey } from '../mailbox/leftovers.ts';
import type { TableName } from '../port/store.ts';

const text = v.pipe(v.string(), v.maxLength(16_000));
const bytes = v.instance(Uint8Array);
const time = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const signingKey = v.looseObject({ publicKey: bytes, seed: bytes });
const ownMailbox = v.looseObject({ receiveId: text, sendId: text, ownerKey: signingKey, lastSeq: count });
const textItem = v.looseObject({ kind: v.literal('text'), id: text, mine: v.boolean(), text, at: time });
const callItem = v.looseObject({
  kind: v.literal('call'),
  id: text,
  callId: text,
  contactId: text,
  mine: v.boolean(),
  media: v.picklist(['audio', 'video']),
  at: time,
  status: v.picklist([
    'pending',
    'missed',
    'rejected',
    'accepted',
    'connecting',
    'inProgress',
    'ended',
    'failed',
  ]),
  acceptable: v.boolean(),
});
const item = v.variant('kind', [textItem, callItem]);
const contact = v.looseObject({
  id: text,
  state: v.picklist(['pending', 'active']),
  name: text,
  localName: text,
  mine: ownMailbox,
  mailboxMade: v.boolean(),
  theirs: v.looseObject({ sendId: text, senderKey: signingKey }),
  wrapMine: bytes,
  wrapTheirs: bytes,
  unread: count,
  owedReceipts: v.array(text),
  lastItem: v.optional(item),
  createdAt: time,
  lastActivity: time,
  unreceived: v.record(text, text),
  acceptableCalls: v.array(text),
  toldName: v.optional(text),
  allows: callsAllowedSchema,
  toldAllows: callsAllowedSchema,
  theyAllow: callsAllowedSchema,
  isMuted: v.boolean(),
  isBlocked: v.boolean(),
  newestTexts: v.looseObject({ mine: time, theirs: time }),
  sealedTexts: v.optional(v.looseObject({ epoch: count, ids: v.array(text) }), { epoch: 0, ids: [] }),
  readTexts: v.optional(v.array(text), []),
  theirHostKey: v.optional(bytes),
  theirPseudonym: v.optional(bytes),
  toldHostKey: v.optional(v.boolean(), false),
  toldPseudonym: v.optional(v.boolean(), false),
});
const link = v.looseObject({
  linkId: text,
  origin: text,
  token: v.pipe(bytes, v.length(16)),
  record: v.optional(v.custom<LinkRecord>(isLinkRecord)),
  secrets: v.optional(v.looseObject({ admin: signingKey, r: bytes, host: signingKey })),
  lastUse: time,
  approvals: v.array(bytes),
  guestName: text,
  ending: v.optional(v.picklist(['expired', 'revoked'])),
  isListed: v.boolean(),
  isUsed: v.boolean(),
  expires: v.optional(time),
  names: v.record(text, text),
  blocked: v.array(bytes),
  isSilent: v.optional(v.boolean()),
  notes: v.optional(
    v.array(v.looseObject({ id: text, name: text, text, at: time, invitation: v.optional(bytes) })),
  ),
  deletedNotes: v.optional(v.array(text)),
  seenNotes: v.optional(v.array(text)),
  answeredNotes: v.optional(v.array(text)),
  of: v.optional(v.looseObject({ contactId: text, callId: text, item: v.optional(callItem) })),
});
const linkCall = v.looseObject({
  kind: v.literal('linkCall'),
  id: text,
  linkId: text,
  name: text,
  media: v.picklist(['video', 'voice']),
  at: time,
  duration: v.optional(time),
  people: v.array(text),
});

const ownProfile = v.looseObject({ name: text });
const identity = v.strictObject({ seed: v.pipe(bytes, v.length(32)) });
const ownSettings = v.strictObject({
  language: v.picklist(['system', 'en', 'fr']),
  theme: v.picklist(['system', 'light', 'dark']),
  showRinging: v.boolean(),
});
const stages = ['undecided', 'ignored', 'rejected', 'calling', 'accepted'] as const satisfies StoredStage[];

const schemas = {
  profile: v.union([ownProfile, identity]),
  settings: v.union([ownMailbox, ownSettings]),
  contacts: contact,
  groups: bytes,
  invitations: v.looseObject({
    mine: ownMailbox,
    token: bytes,
    keyPackage: bytes,
    privateKeys: bytes,
    sealed: bytes,
    createdAt: time,
    expires: time,
  }),
  items: item,
  outbox: v.looseObject({ key: text, blob: bytes, wake: v.picklist(['ring', 'message', 'none']) }),
  calls: v.looseObject({ item: callItem, stage: v.picklist(stages) }),
  callMessages: v.looseObject({
    received: v.looseObject({ message: v.custom(isSealedMessage), arrivedAt: time }),
    at: time,
  }),
  links: link,
  linkCalls: linkCall,
} satisfies Partial<Record<TableName, v.GenericSchema>>;

/** As the protocol has it: what is stored was believed, and is believed again. */
function isLinkRecord(value: unknown): boolean {
  return decodeLinkRecord(encodeLinkRecord(value as LinkRecord)).ok;
}

/** A table that moves with its profile. */
export type MovedTable = keyof typeof schemas;

/** The tables that move. The index of calls is made anew. */
export const MOVED_TABLES = Object.keys(schemas) as readonly MovedTable[];

const headSchema = v.strictObject({ origin: text, ticket: text, at: time });
/** What a file says about itself: which server, and the ticket that only one device can claim. */
export type ExportHead = v.InferOutput<typeof headSchema>;

/** The head of a file, or undefined. */
export function readHead(value: unknown): ExportHead | undefined {
  const checked = v.safeParse(headSchema, value);
  return checked.success ? checked.output : undefined;
}

/** Whether a value may stand in a table under that key. */
export function isRecordOf(table: unknown, key: unknown, value: unknown): table is MovedTable {
  if (typeof table !== 'string' || !Object.hasOwn(schemas, table)) return false;
  if (typeof key !== 'string' || key === '' || key.length > 256) return false;
  if (table === 'settings') return isSetting(key, value);
  if (table === 'profile') return v.is(key === 'identity' ? identity : ownProfile, value);
  return v.is(schemas[table as MovedTable], value);
}

/** Nothing else of the settings moves; some of them decide what this device does next. */
function isSetting(key: string, value: unknown): boolean {
  return key === 'own' ? v.is(ownSettings, value) : isLeftoverKey(key) && v.is(ownMailbox, value);
}
