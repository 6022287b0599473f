/** Somebody calls: accept (with or without picture), ignore or reject (product, "Calling a contact"). */
import { useSignal } from '@preact/signals';
import type { CallView } from '@sotto/core/client/view';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { CallControl } from '../inCall/CallControl.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { areSilentHours, isRingHeldBack } from '../ring/ringSettings.ts';
import { silenceToCardText } from '../ring/silenceWords.ts';
import { Icon } from '../ui/Icon.tsx';
import { CallPerson } from './CallPerson.tsx';
import { callToStageKey } from './callWords.ts';

/** When an accepted call that is not on screen yet shows that its button was pressed. */
const PRESSED_AFTER_MS = 80;

/** The screen. */
export function IncomingCall({ call, name }: { readonly call: CallView; readonly name: string }) {
  const accepted = useSignal<CallMedia | undefined>(undefined);
  const accept = (media: CallMedia) => {
    // Drawing even this at once would take its time from the devices.
    setTimeout(() => {
      accepted.value = media;
    }, PRESSED_AFTER_MS);
    void perform(commands => commands.acceptCall(call.callId, media));
  };
  return (
    <div class="call-stage">
      <CallPerson call={call} name={name} isWaiting>
        <p class="call-line">{t(callToStageKey(call))}</p>
        <p class="call-hint" role="status">
          <RingState />
        </p>
      </CallPerson>
      <div class="call-controls">
        <CallControl
          icon="hangUp"
          tone="end"
          label={t('call.reject')}
          onPress={() => void perform(commands => commands.rejectCall(call.callId))}
        />
        <CallControl
          icon="bellOff"
          label={t('call.ignore')}
          onPress={() => void perform(commands => commands.ignoreCall(call.callId))}
        />
        {call.media === 'video' ? (
          <CallControl
            icon="phone"
            label={t('call.acceptWithoutVideo')}
            isBusy={accepted.value === 'audio'}
            onPress={() => accept('audio')}
          />
        ) : null}
        <CallControl
          icon={call.media === 'video' ? 'video' : 'phone'}
          tone="accept"
          label={t(call.media === 'video' ? 'call.acceptVideo' : 'call.accept')}
          caption={t('call.accept')}
          isBusy={accepted.value === call.media}
          onPress={() => accept(call.media)}
        />
      </div>
      <div class="call-hint">
        <p>{t('call.ignoreHint', { name })}</p>
        <p>{t('call.rejectHint', { name })}</p>
      </div>
    </div>
  );
}

/** Why nothing is heard of it. */
function RingState() {
  if (areSilentHours.value)
    return (
      <span class="call-silent">
        <Icon name="bellOff" class="icon-small" />
        {silenceToCardText()}
      </span>
    );
  return isRingHeldBack.value ? t('call.ringHeldBack') : null;
}
