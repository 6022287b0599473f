/** How one looks and sounds before the call. Nothing opens before its button is pressed. */
import type { DeviceKind } from '@sotto/core/port/media';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { CHOICE_KINDS, DeviceList } from '../inCall/DeviceList.tsx';
import { cameraKeys, microphoneKeys } from '../inCall/deviceWords.ts';
import { Picture } from '../inCall/Picture.tsx';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { LevelMeter } from '../ui/LevelMeter.tsx';
import { camera, choices, choose, microphone, problems, startPreview, turn, wanted } from './previewState.ts';

/** The preview; for a voice call it has no camera. */
export function DevicePreview({ media }: { readonly media: LinkMedia }) {
  const isVideo = media === 'video';
  return (
    <section class="preview" aria-label={t('join.preview')}>
      <div class={isVideo ? 'preview-stage' : 'preview-stage preview-stage-voice'}>
        <Stage isVideo={isVideo} />
        <div class="preview-controls">
          <Toggle kind="microphone" />
          {isVideo ? <Toggle kind="camera" /> : null}
        </div>
      </div>
      <Loudness />
      <Problems />
      <Choices isVideo={isVideo} />
      <p class="note preview-privacy">{t('join.privacy')}</p>
    </section>
  );
}

function Stage({ isVideo }: { readonly isVideo: boolean }) {
  const stream = camera.value?.stream;
  if (stream !== undefined)
    return <Picture stream={stream} class="preview-picture" label={t('join.picture')} isFilling isMirrored />;
  const isTried = microphone.value !== undefined || choices.value !== undefined;
  return (
    <div class="preview-dark">
      <Icon name={isVideo ? 'videoOff' : 'phone'} />
      <p>{t(isVideo ? 'join.cameraIsOff' : 'join.voiceOnly')}</p>
      {isTried ? null : (
        <Button onClick={() => void startPreview(isVideo)}>
          {t(isVideo ? 'join.check' : 'join.checkVoice')}
        </Button>
      )}
    </div>
  );
}

const TOGGLES = {
  microphone: { on: 'microphone', off: 'microphoneOff', turnOn: 'call.unmute', turnOff: 'call.mute' },
  camera: { on: 'video', off: 'videoOff', turnOn: 'call.cameraOn', turnOff: 'call.cameraOff' },
} as const satisfies Record<DeviceKind, object>;

function Toggle({ kind }: { readonly kind: DeviceKind }) {
  const isOn = wanted.value[kind];
  const words = TOGGLES[kind];
  const label = t(isOn ? words.turnOff : words.turnOn);
  return (
    <button
      type="button"
      class={isOn ? 'preview-toggle' : 'preview-toggle preview-toggle-off'}
      aria-label={label}
      title={label}
      onClick={() => void turn(kind, !isOn)}
    >
      <Icon name={isOn ? words.on : words.off} />
    </button>
  );
}

function Loudness() {
  const open = microphone.value;
  if (open === undefined) return null;
  return (
    <div class="preview-level">
      <Icon name="microphone" class="icon-small" />
      <LevelMeter label={t('join.level')} class="preview-meter" level={open.level} />
      <p class="note">{t('join.speak')}</p>
    </div>
  );
}

function Problems() {
  const { camera: noCamera, microphone: noMicrophone } = problems.value;
  return (
    <div aria-live="polite">
      {noMicrophone === undefined ? null : <p class="note note-error">{t(microphoneKeys[noMicrophone])}</p>}
      {noCamera === undefined ? null : <p class="note note-error">{t(cameraKeys[noCamera])}</p>}
    </div>
  );
}

/** Only what there is more than one of needs a choice. */
function Choices({ isVideo }: { readonly isVideo: boolean }) {
  const known = choices.value;
  if (known === undefined) return null;
  const kinds = CHOICE_KINDS.filter(kind => known[kind].known.length > 1 && (isVideo || kind !== 'camera'));
  return (
    <>
      {kinds.map(kind => (
        <DeviceList
          key={kind}
          kind={kind}
          known={known[kind].known}
          value={known[kind].chosen}
          look="preview-choice"
          onChoose={id => void choose(kind, id)}
        />
      ))}
    </>
  );
}
