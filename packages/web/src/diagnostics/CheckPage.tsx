/** The page `/check`: whether this browser, network and devices can do what a call needs. Works without a profile. */
import type { StepName } from '@sotto/core/check/checkStep';
import './check.css';
import { useEffect } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { showToast } from '../ui/toast.ts';
import { CheckStep } from './CheckStep.tsx';
import { endCheck, runCheck, steps } from './checkState.ts';
import { stepsToReport } from './checkWords.ts';
import { CameraTest, MicrophoneTest, SpeakerTest } from './DeviceTests.tsx';

/** The page; the tests that open no device begin with it and end with it. */
export function CheckPage() {
  useEffect(() => {
    runCheck();
    return endCheck;
  }, []);
  return (
    <main class="page check">
      <PageHead title={t('check.title')} />
      <div class="page-body">
        <p class="soft">{t('check.intro')}</p>
        <Group title={t('check.groupServer')} names={['browser', 'encryption', 'server', 'clock']} />
        <Group title={t('check.groupRelay')} names={['relayUdp', 'relayTcp', 'relayTls']} />
        <section class="card">
          <h2>{t('check.groupDevices')}</h2>
          <ul class="check-steps" aria-live="polite">
            <CheckStep name="camera">
              <CameraTest />
            </CheckStep>
            <CheckStep name="microphone">
              <MicrophoneTest />
            </CheckStep>
            <CheckStep name="speaker">
              <SpeakerTest />
            </CheckStep>
          </ul>
        </section>
        <Report />
      </div>
    </main>
  );
}

function Group({ title, names }: { readonly title: string; readonly names: readonly StepName[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="check-steps" aria-live="polite">
        {names.map(name => (
          <CheckStep key={name} name={name} />
        ))}
      </ul>
    </section>
  );
}

function Report() {
  const text = stepsToReport(steps.value, Date.now());
  return (
    <section class="card">
      <div class="actions actions-start check-actions">
        <Button kind="primary" onClick={runCheck}>
          {t('check.again')}
        </Button>
        <Button icon="copy" onClick={() => void copy(text)}>
          {t('check.copy')}
        </Button>
      </div>
      <details class="check-report">
        <summary>{t('check.show')}</summary>
        <p class="note">{t('check.reportText')}</p>
        <pre>{text}</pre>
      </details>
    </section>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(t('check.copied'), 'done');
  } catch {
    showToast(t('check.copyFailed'), 'problem');
  }
}
