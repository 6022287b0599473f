/** The settings. Every change is stored at once; only the name waits for its button. */
import type { SettingsView } from '@sotto/core/client/view';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { goTo } from '../navigation.ts';
import { perform } from '../problem.ts';
import { effects, settings } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Switch } from '../ui/Switch.tsx';
import { changeEffect } from '../words/effectChange.ts';
import { NameForm } from './NameForm.tsx';
import { RelaySettings } from './RelaySettings.tsx';
import { RingSettings } from './RingSettings.tsx';
import { ThemeChoice } from './ThemeChoice.tsx';

/** The page. */
export function SettingsPage() {
  return (
    <section class="page">
      <PageHead title={t('app.settings')} />
      <div class="page-body">
        <Section title={t('settings.profile')}>
          <NameForm />
        </Section>
        <Section title={t('settings.appearance')}>
          <LanguageChoice />
          <ThemeChoice theme={settings.value.theme} onChoose={theme => change({ theme })} />
        </Section>
        <Section title={t('ring.title')}>
          <RingSettings />
        </Section>
        <Section title={t('settings.calls')}>
          <CallSwitches />
        </Section>
        <Section title={t('ice.title')}>
          <RelaySettings />
        </Section>
        <Section title={t('check.open')}>
          <p class="soft">{t('check.openText')}</p>
          <Button class="card-action" icon="check" onClick={() => goTo({ page: 'check' })}>
            {t('check.open')}
          </Button>
        </Section>
        <Section title={t('transfer.title')}>
          <p>{t('transfer.exportText')}</p>
          <Button class="card-action" icon="devices" onClick={() => goTo({ page: 'transfer' })}>
            {t('transfer.open')}
          </Button>
        </Section>
        <Section title={t('settings.about')}>
          <p>{t('settings.aboutText')}</p>
          <p>{t('settings.aboutHost', { host: location.host })}</p>
          <p class="note">{t('settings.licence')}</p>
          <a class="button button-plain card-action" href="/source" target="_blank" rel="noreferrer">
            {t('settings.source')}
          </a>
        </Section>
      </div>
    </section>
  );
}

function change(changes: Partial<SettingsView>): void {
  void perform(commands => commands.changeSettings(changes));
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="card">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Languages are named in themselves, so that a person who reads no other finds the way back. */
function LanguageChoice() {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('settings.language')}</label>
      <select
        id={id}
        class="input"
        value={settings.value.language}
        onChange={event => change({ language: event.currentTarget.value as SettingsView['language'] })}
      >
        <option value="system">{t('settings.languageSystem')}</option>
        <option value="en" lang="en">
          English
        </option>
        <option value="fr" lang="fr">
          Français
        </option>
      </select>
    </div>
  );
}

function CallSwitches() {
  return (
    <>
      <Switch
        label={t('settings.showRinging')}
        text={t('settings.showRingingText')}
        on={settings.value.showRinging}
        onChange={on => change({ showRinging: on })}
      />
      <Switch
        label={t('settings.saveData')}
        text={t('settings.saveDataText')}
        on={settings.value.saveData}
        onChange={on => change({ saveData: on })}
      />
      <EffectSwitches />
    </>
  );
}

/** Effects of this device, before any call. */
function EffectSwitches() {
  const isOn = effects.value?.isOn;
  if (isOn === undefined) return null;
  return (
    <>
      <Switch
        label={t('effect.noise')}
        text={t('effect.noiseText')}
        on={isOn.microphone.value}
        onChange={on => changeEffect('microphone', on)}
      />
      <Switch
        label={t('effect.blur')}
        text={t('effect.blurText')}
        on={isOn.camera.value}
        onChange={on => changeEffect('camera', on)}
      />
    </>
  );
}
