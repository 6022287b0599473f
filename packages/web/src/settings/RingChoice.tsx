/** Which ringtone, how loud, and a button to listen to it. */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { changeRinging, RINGTONES, type Ringtone, ringSettings } from '../ring/ringSettings.ts';
import { Button } from '../ui/Button.tsx';

const names = {
  rise: 'settings.ringtoneRise',
  bell: 'settings.ringtoneBell',
  classic: 'settings.ringtoneClassic',
  drops: 'settings.ringtoneDrops',
} as const satisfies Record<Ringtone, `settings.${string}`>;

/** The choice. It belongs to this device. */
export function RingChoice() {
  const id = useId();
  const { ringtone, volume } = ringSettings.value;
  return (
    <>
      <div class="field">
        <label for={`${id}-tone`}>{t('settings.ringtone')}</label>
        <div class="ring-row">
          <select
            id={`${id}-tone`}
            class="input"
            value={ringtone}
            onChange={event => changeRinging({ ringtone: event.currentTarget.value as Ringtone })}
          >
            {RINGTONES.map(known => (
              <option key={known} value={known}>
                {t(names[known])}
              </option>
            ))}
          </select>
          <Preview key={`${ringtone} ${volume}`} />
        </div>
      </div>
      <div class="field ring-volume">
        <label for={`${id}-volume`}>{t('settings.ringVolume')}</label>
        <input
          id={`${id}-volume`}
          type="range"
          min="0"
          max="100"
          step="5"
          value={volume}
          aria-describedby={`${id}-note`}
          onChange={event => changeRinging({ volume: event.currentTarget.valueAsNumber })}
        />
        <p id={`${id}-note`} class="note">
          {t(volume === 0 ? 'settings.ringSilent' : 'settings.ringDevice')}
        </p>
      </div>
    </>
  );
}

/** Another choice ends what is heard of the one before. */
function Preview() {
  const isPlaying = useSignal(false);
  const stop = useRef<() => void>(undefined);
  const end = () => {
    stop.current?.();
    stop.current = undefined;
    isPlaying.value = false;
  };
  useEffect(() => end, []);
  const listen = async () => {
    if (isPlaying.value) return end();
    isPlaying.value = true;
    const { playPreview } = await import('../ring/preview.ts');
    stop.current = playPreview(end).stop;
  };
  return (
    <Button onClick={() => void listen()}>
      {t(isPlaying.value ? 'settings.ringStop' : 'settings.ringListen')}
    </Button>
  );
}
