/** Makes contacts of people who met in a link call (spec/keep-in-touch.md), over the invitations of this device. */
import { textToInviteToken, tokenToInviteLink } from '@sotto/protocol/link/inviteLink';
import { failure, success } from '@sotto/protocol/result';
import type { ContactMaking } from '../linkCall/keepInTouch.ts';
import type { BaseParts } from './parts.ts';

/** What it needs. */
type Surroundings = Pick<BaseParts, 'invitations' | 'settings' | 'source'> & { readonly origin: string };

/** Makes the maker. */
export function createContactMaking({ invitations, settings, source, origin }: Surroundings): ContactMaking {
  const becomeProfile = async (name: string): Promise<void> => {
    if (settings.profile() !== undefined) return;
    await settings.setProfile({ name });
    source.changed();
  };
  return {
    invite: async ownName => {
      await becomeProfile(ownName);
      const made = await invitations.create();
      if (!made.ok) return made;
      const token = textToInviteToken(made.value.link);
      return token === undefined ? failure('malformedInvitation') : success({ id: made.value.id, token });
    },
    withdraw: id => invitations.withdraw(id),
    accept: async (token, ownName) => {
      await becomeProfile(ownName);
      const accepted = await invitations.accept(tokenToInviteLink(origin, token));
      return accepted.ok ? success(accepted.value.contactId) : accepted;
    },
  };
}
