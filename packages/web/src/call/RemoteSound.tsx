/**
 * Plays the other side's sound. Lives as long as the call, whatever screen is shown, so that sound never restarts. It
 * is there while the call still rings: nothing comes then, and nothing has to be started when it is accepted.
 */
import type { CallView } from '@sotto/core/client/view';
import { Sound } from '../inCall/Sound.tsx';
import { pictures } from '../session.ts';

/** The other person's voice, and the sound of a shared screen. */
export function RemoteSound({ call }: { readonly call: CallView }) {
  const streams = pictures.value;
  const how = {
    speaker: call.devices?.choices.speaker.chosen,
    isRinging: call.stage === 'incoming',
    isMuted: call.mine.held,
  };
  return (
    <>
      <Sound {...how} stream={streams?.remoteSound.value} />
      {call.theirs?.screen ? <Sound {...how} stream={streams?.remoteScreenSound.value} /> : null}
    </>
  );
}
