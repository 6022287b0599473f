/**
 * Plays what the others send. Lives as long as the call, whatever screen is shown, so that sound never restarts. It is
 * there while the join page still shows: nothing comes then, and nothing has to be started by the click on *Join*.
 */
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { Sound } from '../inCall/Sound.tsx';
import { pictures } from '../session.ts';

/** The voices of all others, and the sound of their shared screens. */
export function RoomSound({ call }: { readonly call: LinkCallView }) {
  return (
    <>
      {call.people.map(person =>
        person.isMe ? null : <PersonSound key={person.seat} call={call} person={person} />,
      )}
    </>
  );
}

interface PersonSoundProps {
  readonly call: LinkCallView;
  readonly person: LinkCallPersonView;
}

function PersonSound({ call, person }: PersonSoundProps) {
  // By the seat, which names the connection: a person that is about to come has an element already. Its tracks are
  // silent until both have joined (`platform/callStreams.ts`).
  const streams = pictures.value?.remotes.value.get(person.seat);
  const how = {
    speaker: call.devices?.choices.speaker.chosen,
    isRinging: call.isPreparing || person.isArriving,
    isMuted: call.mine.held,
    volume: person.volume,
  };
  return (
    <>
      <Sound {...how} stream={streams?.sound} />
      {person.media?.screen ? <Sound {...how} stream={streams?.screenSound} /> : null}
    </>
  );
}
