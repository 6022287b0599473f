/** What holds for the whole call at the moment: somebody knocks, a screen is shared, a host has muted one, something was refused. */
import { useSignal } from '@preact/signals';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomWarning } from '@sotto/core/room/roomState';
import { CallBanner } from '../inCall/CallBanner.tsx';
import { toggleCamera } from '../inCall/callActions.ts';
import { SharingBanner } from '../inCall/SharingBanner.tsx';
import { plural, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { ContactWishBanner } from './ContactWishes.tsx';
import { stageWords } from './HandOverDialog.tsx';
import { isHandOverOpen, stayHere } from './handOver.ts';
import { TouchBanner } from './KeepInTouch.tsx';
import { admitAll } from './roomActions.ts';
import { openPanel, showPanel } from './roomScreenState.ts';
import {
  isMyConnectionWeak,
  knockToName,
  knockToWords,
  warningKeys,
  whoCanBeLetIn,
  whoComesWithAll,
} from './roomWords.ts';

/** The banners, one below the other. */
export function RoomBanners({ call }: { readonly call: LinkCallView }) {
  const isCut = call.stage !== 'inside';
  return (
    <div class="call-banners room-banners" aria-live="polite">
      <KnockBanner call={call} />
      <ContactWishBanner call={call} />
      <TouchBanner call={call} />
      <WarningBanners warnings={call.warnings} />
      <SilenceBanner call={call} />
      <HandOverBanner call={call} />
      <SharingBanner call={call} />
      {call.isLocked ? <CallBanner icon="lock" text={t('room.locked')} /> : null}
      {isCut ? null : <NetworkBanner call={call} />}
      {call.devices?.isTalkingWhileMuted ? (
        <CallBanner icon="microphoneOff" text={t('call.talkingWhileMuted')} />
      ) : null}
    </div>
  );
}

/** One name, or how many; the list has them one by one. */
function KnockBanner({ call }: { readonly call: LinkCallView }) {
  const waiting = whoCanBeLetIn(call);
  const [first] = waiting;
  if (first === undefined || openPanel.value === 'people') return null;
  if (waiting.length > 1) {
    return (
      <CallBanner icon="bell" text={plural('room.knocksMany', waiting.length)}>
        <Button onClick={() => showPanel('people')}>{t('room.see')}</Button>
        {whoComesWithAll(call).length === 0 ? null : (
          <Button kind="accent" onClick={admitAll}>
            {t('room.admitAll')}
          </Button>
        )}
      </CallBanner>
    );
  }
  const name = knockToName(first);
  return (
    <CallBanner icon="bell" text={knockToWords(first, call)}>
      <Button
        aria-label={t('room.refuseNamed', { name })}
        onClick={() => void perform(commands => commands.refusePerson(first.seat))}
      >
        {t('room.refuse')}
      </Button>
      <Button
        kind="accent"
        aria-label={t('room.admitNamed', { name })}
        onClick={() => void perform(commands => commands.admitPeople([first.seat]))}
      >
        {t('room.admit')}
      </Button>
    </CallBanner>
  );
}

/** Another device of this person is about to go on: said wherever this one looks. */
function HandOverBanner({ call }: { readonly call: LinkCallView }) {
  const stage = call.handOver?.stage;
  if (stage === undefined || stage === 'open' || isHandOverOpen.value) return null;
  return (
    <CallBanner icon="devices" text={t(stageWords[stage])}>
      {stage === 'moving' ? null : <Button onClick={stayHere}>{t('room.moveStay')}</Button>}
    </CallBanner>
  );
}

/** Each kind once, until it was read; the details keep them. */
function WarningBanners({ warnings }: { readonly warnings: readonly RoomWarning[] }) {
  const read = useSignal<readonly RoomWarning[]>([]);
  return (
    <>
      {warnings
        .filter(warning => !read.value.includes(warning))
        .map(warning => (
          <CallBanner key={warning} icon="warning" text={t(warningKeys[warning])}>
            <Button kind="quiet" onClick={() => (read.value = [...read.value, warning])}>
              {t('room.understood')}
            </Button>
          </CallBanner>
        ))}
    </>
  );
}

/** Stays until it is read, or until the microphone is on again: that is this person's to decide. */
function SilenceBanner({ call }: { readonly call: LinkCallView }) {
  const seenAt = useSignal(0);
  const mutedAt = call.mutedByHost ?? 0;
  if (mutedAt <= seenAt.value || call.mine.microphone) return null;
  return (
    <CallBanner icon="microphoneOff" text={t('room.mutedByHost')}>
      <Button kind="quiet" onClick={() => (seenAt.value = mutedAt)}>
        {t('room.understood')}
      </Button>
    </CallBanner>
  );
}

/** What the network does not carry, and what would help. */
function NetworkBanner({ call }: { readonly call: LinkCallView }) {
  if (call.mine.camera && call.picture === 'paused') {
    return (
      <CallBanner icon="pause" text={t('quality.minePaused')}>
        <Button kind="accent" onClick={() => toggleCamera(call)}>
          {t('quality.cameraOff')}
        </Button>
      </CallBanner>
    );
  }
  return isMyConnectionWeak(call) ? <CallBanner icon="signalWeak" text={t('room.myWeak')} /> : null;
}
