/** Who may come in: three choices with one sentence each, and what none of them can do. */
import type { LinkView } from '@sotto/core/link/linkView';
import type { LinkPolicy } from '@sotto/protocol/sealed/linkRecord';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { changeLink } from './changeLink.ts';
import { policyKeys } from './linkWords.ts';

const POLICIES = Object.keys(policyKeys) as LinkPolicy[];

/** The choice; it holds from now on, in a call that runs, too. */
export function PolicyChoice({ link }: { readonly link: LinkView }) {
  const group = useId();
  return (
    <fieldset class="policies">
      <legend>{t('link.policy')}</legend>
      {POLICIES.map(policy => (
        <label key={policy} class="policy">
          <input
            type="radio"
            name={group}
            checked={policy === link.policy}
            aria-describedby={`${group}-${policy}`}
            onChange={() => void changeLink(link.linkId, { policy })}
          />
          <span class="policy-name">{t(policyKeys[policy][0])}</span>
          <span id={`${group}-${policy}`} class="note">
            {t(policyKeys[policy][1])}
          </span>
        </label>
      ))}
      <p class="note">{t('link.policyBans')}</p>
    </fieldset>
  );
}
