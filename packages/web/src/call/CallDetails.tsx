/** The line that says how the call is protected, and behind it the details in words. */
import type { CallView, QualityView } from '@sotto/core/client/view';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { plural, t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { pathToKey } from './callWords.ts';
import { qualityToIcon } from './qualityWords.ts';

interface CallDetailsProps {
  readonly call: CallView;
  /** What else there is to know about the connection. */
  readonly children?: ComponentChildren;
}

/** Bars; words for them stand in the banner and in the details. */
function QualityBadge({ quality }: { readonly quality: QualityView }) {
  const icon = qualityToIcon(quality);
  return <Icon name={icon} class={`icon-small call-badge ${icon}`} />;
}

/** The button and its popover. */
export function CallDetails({ call, children }: CallDetailsProps) {
  const id = useId();
  return (
    <>
      <button type="button" class="call-path" popovertarget={id} title={t('call.details')}>
        <Icon name={call.droppedFrames > 0 ? 'warning' : 'lock'} class="icon-small" />
        <span>{t(pathToKey(call.path))}</span>
        {call.quality === undefined ? null : <QualityBadge quality={call.quality} />}
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (axe: scrollable-region-focusable). */}
      <section id={id} popover="auto" class="call-details" aria-label={t('call.details')} tabIndex={0}>
        <h2>{t('call.details')}</h2>
        <p>
          <Icon name="lock" />
          {t('call.encryptedText')}
        </p>
        {call.path === undefined ? null : (
          <p>
            <Icon name="relay" />
            {t(call.path === 'relay' ? 'call.relayText' : 'call.directText')}
          </p>
        )}
        {call.verificationCode === undefined ? null : (
          <div class="call-code">
            <h3>{t('call.code')}</h3>
            <p class="call-code-digits">{call.verificationCode}</p>
            <p>{t('call.codeText')}</p>
          </div>
        )}
        {call.droppedFrames === 0 ? null : (
          <p class="call-dropped">
            <Icon name="warning" />
            <span>
              {plural('call.dropped', call.droppedFrames)} {t('call.droppedText')}
            </span>
          </p>
        )}
        {children}
      </section>
    </>
  );
}
