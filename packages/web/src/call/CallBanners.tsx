/** What holds for the whole call at the moment: a screen that is shared, a hold, a second call that waits. */
import type { CallView } from '@sotto/core/client/view';
import { CallBanner } from '../inCall/CallBanner.tsx';
import { toggleCamera } from '../inCall/callActions.ts';
import { SharingBanner } from '../inCall/SharingBanner.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { heldCalls, linkCall } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { contactIdToName } from '../words/contactName.ts';
import { linkToName } from '../words/linkName.ts';
import { restoreCall } from './callScreenState.ts';
import { continuingFor, toggleHold } from './contactCallActions.ts';
import { qualityToIcon, qualityToKey } from './qualityWords.ts';

/** The banners, one below the other. */
export function CallBanners({ call, name }: { readonly call: CallView; readonly name: string }) {
  const held = heldCalls.value;
  return (
    <div class="call-banners" aria-live="polite">
      <SharingBanner call={call} />
      {call.mine.held ? (
        <CallBanner icon="pause" text={t('call.held', { name })}>
          <Button kind="accent" onClick={() => toggleHold(call)}>
            {t('call.resume')}
          </Button>
        </CallBanner>
      ) : null}
      {continuingFor.value === undefined ? null : (
        <CallBanner icon={purposes[continuingFor.value].icon} text={t(purposes[continuingFor.value].text)} />
      )}
      {call.theirs?.held ? <CallBanner icon="pause" text={t('call.heldByThem', { name })} /> : null}
      {held.map(other => (
        <CallBanner
          key={other.callId}
          icon="pause"
          text={t('call.otherHeld', { name: contactIdToName(other.contactId) })}
        >
          <Button onClick={() => swapTo(other)}>{t('call.swapCalls')}</Button>
        </CallBanner>
      ))}
      {linkCall.value?.mine.held ? (
        <CallBanner icon="pause" text={t('call.linkHeld', { name: linkToName(linkCall.value) })} />
      ) : null}
      <QualityBanner call={call} name={name} />
      {call.devices?.isTalkingWhileMuted ? (
        <CallBanner icon="microphoneOff" text={t('call.talkingWhileMuted')} />
      ) : null}
    </div>
  );
}

const purposes = {
  device: { icon: 'devices', text: 'call.movingOn' },
  people: { icon: 'personPlus', text: 'call.addingPeople' },
} as const;

/** Whose connection is weak, and what would help. */
function QualityBanner({ call, name }: { readonly call: CallView; readonly name: string }) {
  const { quality, mine, theirs } = call;
  const key = quality && qualityToKey(quality);
  if (quality === undefined || key === undefined || mine.held || theirs?.held) return null;
  return (
    <CallBanner icon={key.endsWith('Paused') ? 'pause' : qualityToIcon(quality)} text={t(key, { name })}>
      {quality.advice === 'cameraOff' ? (
        <Button kind="accent" onClick={() => toggleCamera(call)}>
          {t('quality.cameraOff')}
        </Button>
      ) : null}
    </CallBanner>
  );
}

/** Whichever call had been made small: the one that is taken up is to be seen. */
function swapTo({ callId }: CallView): void {
  restoreCall();
  void perform(commands => commands.resumeCall(callId));
}
