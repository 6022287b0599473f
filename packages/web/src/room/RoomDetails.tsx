/** The line that says how a link call is protected, and behind it the details: paths, the code to compare, what was refused. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { plural, t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import { callToPath, warningKeys } from './roomWords.ts';

/** The button and its popover. */
export function RoomDetails({ call }: { readonly call: LinkCallView }) {
  const id = useId();
  const path = callToPath(call);
  const isDoubtful = call.warnings.length > 0 || call.droppedFrames > 0;
  return (
    <>
      <button type="button" class="call-path room-path" popovertarget={id} title={t('call.details')}>
        <Icon name={isDoubtful ? 'warning' : 'lock'} class="icon-small" />
        <span>{t(path.line)}</span>
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (axe: scrollable-region-focusable). */}
      <section id={id} popover="auto" class="call-details" aria-label={t('call.details')} tabIndex={0}>
        <h2>{t('call.details')}</h2>
        <Line icon="lock">{t('room.encryptedText')}</Line>
        {path.text === undefined ? null : <Line icon="relay">{t(path.text)}</Line>}
        {call.mine.camera && call.picture === 'lowered' ? (
          <Line icon="signalWeak">{t('quality.lowered')}</Line>
        ) : null}
        {call.code === undefined ? null : <Code digits={call.code} />}
        {call.droppedFrames === 0 ? null : (
          <Line icon="warning" look="call-dropped">
            {plural('call.dropped', call.droppedFrames)} {t('call.droppedText')}
          </Line>
        )}
        <Refused call={call} />
      </section>
    </>
  );
}

function Code({ digits }: { readonly digits: string }) {
  return (
    <div class="call-code">
      <h3>{t('call.code')}</h3>
      <p class="call-code-digits">{digits}</p>
      <p>{t('room.codeText')}</p>
    </div>
  );
}

function Refused({ call }: { readonly call: LinkCallView }) {
  if (call.warnings.length === 0) return null;
  return (
    <div class="call-code">
      <h3>{t('room.warningTitle')}</h3>
      {call.warnings.map(warning => (
        <Line key={warning} icon="warning" look="call-dropped">
          {t(warningKeys[warning])}
        </Line>
      ))}
      <p>{t('room.warningNext')}</p>
    </div>
  );
}

interface LineProps {
  readonly icon: IconName;
  readonly look?: string;
  readonly children: ComponentChildren;
}

function Line({ icon, look, children }: LineProps) {
  return (
    <p class={`room-line ${look ?? ''}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}
