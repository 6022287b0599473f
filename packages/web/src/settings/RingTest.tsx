/** Rings once as a call would, and says what works on this device, what does not, and what to do about it. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import {
  allowNotifications,
  endVibration,
  type RingAbility,
  readRingAbility,
  vibrateOnce,
} from '../platform/ringAbility.ts';
import { canVibrate } from '../platform/ringVibration.ts';
import { ACTION_KEYS, findingToText, TOPIC_KEYS, VERDICT_KEYS } from '../ring/findingWords.ts';
import { playPreview } from '../ring/preview.ts';
import {
  factsToFindings,
  factsToVerdict,
  type RingAction,
  type RingFacts,
  type RingFinding,
} from '../ring/ringFindings.ts';
import { changeRinging, ringSettings } from '../ring/ringSettings.ts';
import { currentSilence } from '../ring/silenceWords.ts';
import { contacts } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

const ICONS = { good: 'check', note: 'info', limit: 'info', problem: 'warning' } as const;

/** What was found out so far; settings are read when they are shown. */
interface Tried extends RingAbility, Pick<RingFacts, 'sound' | 'isHeard'> {
  /** Undefined: it was switched off. */
  readonly vibration: ReturnType<typeof vibrateOnce> | undefined;
}

/** The test, which begins at once. */
export function RingTest() {
  const tried = useSignal<Tried | undefined>(undefined);
  const isRinging = useSignal(false);
  const stop = useRef<() => void>(undefined);
  const end = () => {
    stop.current?.();
    stop.current = undefined;
    isRinging.value = false;
  };
  const begin = () => {
    end();
    isRinging.value = true;
    stop.current = ringOnce(tried, end);
  };
  useEffect(() => {
    begin();
    return end;
  }, []);
  const facts = tried.value && toFacts(tried.value);
  return (
    <>
      <div class="ring-verdict" role="status">
        {t(VERDICT_KEYS[facts === undefined ? 'ringing' : factsToVerdict(facts)])}
      </div>
      <Button icon="bell" onClick={() => (isRinging.value ? end() : begin())}>
        {t(isRinging.value ? 'settings.ringStop' : 'ring.again')}
      </Button>
      <ul class="ring-findings">
        {facts === undefined
          ? null
          : factsToFindings(facts).map(finding => (
              <Finding key={finding.topic} finding={finding} facts={facts} tried={tried} />
            ))}
      </ul>
    </>
  );
}

/** Rings, and puts what it learns into `tried`; `ended` is called once it is over. The returned function ends it early. */
function ringOnce(tried: Signal<Tried | undefined>, ended: () => void): () => void {
  const preview = playPreview(ended);
  const vibration = ringSettings.peek().vibrates ? vibrateOnce() : undefined;
  void Promise.all([preview.outcome, readRingAbility()]).then(([sound, ability]) => {
    tried.value = { ...ability, sound, vibration, isHeard: undefined };
  });
  return () => {
    preview.stop();
    endVibration();
  };
}

function toFacts(tried: Tried): RingFacts {
  const { volume, vibrates } = ringSettings.value;
  const isOff = canVibrate() && !vibrates;
  return {
    ...tried,
    vibration: isOff ? 'off' : canVibrate() ? tried.vibration : 'none',
    volume,
    silence: currentSilence(),
    mutedContacts: contacts.value.filter(({ isMuted }) => isMuted).length,
  };
}

interface FindingProps {
  readonly finding: RingFinding;
  readonly facts: RingFacts;
  readonly tried: Signal<Tried | undefined>;
}

function Finding({ finding, facts, tried }: FindingProps) {
  const { topic, state, action } = finding;
  return (
    <li class={`ring-finding ring-${state}`} data-topic={topic}>
      <Icon name={ICONS[state]} class="icon-small" />
      <strong>{t(TOPIC_KEYS[topic])}</strong>
      <p>{findingToText(finding, facts)}</p>
      {action === undefined ? null : (
        <div class="ring-act">
          <Act action={action} tried={tried} />
        </div>
      )}
    </li>
  );
}

function Act({ action, tried }: { readonly action: RingAction; readonly tried: Signal<Tried | undefined> }) {
  if (action !== 'answer')
    return <Button onClick={() => void take(action, tried)}>{t(ACTION_KEYS[action])}</Button>;
  return (
    <>
      <Button onClick={() => learn(tried, { isHeard: true })}>{t('check.yes')}</Button>
      <Button onClick={() => learn(tried, { isHeard: false })}>{t('check.no')}</Button>
    </>
  );
}

async function take(action: Exclude<RingAction, 'answer'>, tried: Signal<Tried | undefined>): Promise<void> {
  const { silentHours } = ringSettings.peek();
  if (action === 'allowNotifications') learn(tried, { notifications: await allowNotifications() });
  else if (action === 'endSilence') changeRinging({ silentHours: { ...silentHours, on: false } });
  else {
    changeRinging({ vibrates: true });
    learn(tried, { vibration: vibrateOnce() });
  }
}

function learn(tried: Signal<Tried | undefined>, changes: Partial<Tried>): void {
  if (tried.value !== undefined) tried.value = { ...tried.value, ...changes };
}
