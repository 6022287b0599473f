/** A link call in its own small window: a shared screen or whoever speaks, and the two things that cannot wait. */
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { MicrophoneControl } from '../inCall/DeviceControls.tsx';
import { Picture } from '../inCall/Picture.tsx';
import { hasContactCall, isLinkCallLive, linkCall, pictures } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { LeaveControl } from './LeaveControl.tsx';
import { RoomClock } from './RoomClock.tsx';
import { personToName } from './roomWords.ts';
import { hasPicture } from './stagePlan.ts';
import { useShown } from './useShown.ts';
import { reportHeights } from './watchedPeople.ts';

/** The window's content; `onOver` closes the window. */
export function FloatingRoom({ onOver }: { readonly onOver: () => void }) {
  const current = linkCall.value;
  const isOver = current === undefined || !isLinkCallLive.value || hasContactCall.value;
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver]);
  useEffect(() => () => reportHeights('window', new Map()), []);
  const { speaker, screen } = useShown(current?.people ?? []);
  if (current === undefined) return null;
  const person = current.people.find(({ seat }) => seat === (screen ?? speaker));
  return (
    <div class="call call-floating room-floating">
      {person === undefined ? null : <Shown person={person} isScreen={screen !== undefined} />}
      <div class="call-stage call-stage-over">
        <p class="call-top-name">
          <strong dir="auto">{person === undefined ? current.name : personToName(person)}</strong>
          <RoomClock call={current} />
        </p>
        <div class="call-controls">
          <MicrophoneControl call={current} isKeyless />
          <LeaveControl />
        </div>
      </div>
    </div>
  );
}

/** How high pictures are in a window of the usual size, in CSS pixels. */
const WINDOW_HEIGHT = 280;

function Shown({ person, isScreen }: { readonly person: LinkCallPersonView; readonly isScreen: boolean }) {
  const streams = pictures.value?.remotes.value.get(person.connection ?? '');
  const isCamera = !isScreen && hasPicture(person);
  useEffect(() => {
    reportHeights('window', isCamera ? new Map([[person.seat, WINDOW_HEIGHT]]) : new Map());
  }, [person.seat, isCamera]);
  const stream = isScreen ? streams?.screen : isCamera ? streams?.picture : undefined;
  if (stream !== undefined) return <Picture stream={stream} class="call-picture" isWhole={isScreen} />;
  return (
    <span class="room-floating-avatar">
      <Avatar id={person.contactId ?? person.seat} name={person.name} size="large" />
    </span>
  );
}
