/** What may be written into the list of own servers, by examples; first the one without any relay. */
import { t } from '../locale/locale.ts';
import { ICE_EXAMPLES } from './iceWords.ts';

/** The help, folded away. */
export function IceHelp() {
  return (
    <details class="ice-help">
      <summary>{t('ice.help')}</summary>
      <p class="note">{t('ice.helpLines', { mark: '#' })}</p>
      <dl>
        <dt>
          <code>{ICE_EXAMPLES.stun}</code>
        </dt>
        <dd class="note">{t('ice.helpStun')}</dd>
        <dt>
          <code>{ICE_EXAMPLES.turn}</code>
        </dt>
        <dd class="note">{t('ice.helpTurn', { symbol: ':', escape: '%3A' })}</dd>
        <dt>
          <code>{ICE_EXAMPLES.turns}</code>
        </dt>
        <dd class="note">{t('ice.helpTurns')}</dd>
      </dl>
    </details>
  );
}
