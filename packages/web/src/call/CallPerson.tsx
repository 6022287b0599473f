/** Who is on the other side: avatar, name, and a line below. */
import type { CallView } from '@sotto/core/client/view';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { contacts } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { keepRippling } from './keepRippling.ts';

interface CallPersonProps {
  readonly call: CallView;
  readonly name: string;
  /** Rings around the avatar while something is waited for. */
  readonly isWaiting?: boolean;
  readonly children?: ComponentChildren;
}

/** The person in the middle of the screen. */
export function CallPerson({ call, name, isWaiting = false, children }: CallPersonProps) {
  const ownName = contacts.value.find(contact => contact.id === call.contactId)?.name ?? '';
  const avatar = useRef<HTMLSpanElement>(null);
  useEffect(() => (isWaiting && avatar.current ? keepRippling(avatar.current) : undefined), [isWaiting]);
  return (
    <div class="call-person">
      <span ref={avatar} class={isWaiting ? 'call-avatar call-avatar-waiting' : 'call-avatar'}>
        <Avatar id={call.contactId} name={ownName} size="huge" />
      </span>
      <h1 dir="auto">{name}</h1>
      {children}
    </div>
  );
}
