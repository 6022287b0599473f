/** How the MLS library is run for the groups behind link calls (spec/group.md). */
import type { LinkId } from '@sotto/protocol/ids';
import type { CiphersuiteImpl, ClientConfig } from 'ts-mls';
import { defaultKeyPackageEqualityConfig } from 'ts-mls/keyPackageEqualityConfig.js';
import { cipherSuite } from '../crypto/mls/cipherSuite.ts';
import type { Random } from '../port/random.ts';
import { createMemberAuthentication } from './member.ts';

/** What every step of a group needs. */
export interface GroupKit {
  readonly linkId: LinkId;
  readonly random: Random;
  readonly suite: CiphersuiteImpl;
  readonly config: ClientConfig;
}

/** The kit for the rooms of a link. `suite` is the product's unless a test wants a faster one. */
export async function createGroupKit(
  linkId: LinkId,
  random: Random,
  suite: CiphersuiteImpl | undefined = undefined,
): Promise<GroupKit> {
  const config: ClientConfig = {
    keyRetentionConfig: {
      // Messages that cross commits; they are dropped earlier when the room says so.
      retainKeysForEpochs: 4,
      retainKeysForGenerations: 64,
      // Messages to one member leave gaps for all others.
      maximumForwardRatchetSteps: 4096,
    },
    lifetimeConfig: { maximumTotalLifetime: 0xffff_ffff_ffffn, validateLifetimeOnReceive: false },
    keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
    paddingConfig: { kind: 'alwaysPad', paddingLength: 0 },
    authService: createMemberAuthentication(linkId),
  };
  return { linkId, random, suite: suite ?? (await cipherSuite()), config };
}
