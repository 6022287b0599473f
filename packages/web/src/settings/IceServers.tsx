/** The switch *Configure ICE servers* and, while it is on, the list: checked line by line, tested, saved. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { hasTurn, type IceServerList, textToIceServers } from '@sotto/core/settings/iceServers';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { perform, problemToText } from '../problem.ts';
import { iceServers, issue, settings } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import { showToast } from '../ui/toast.ts';
import { IceHelp } from './IceHelp.tsx';
import { IceTestResults, type IceTests, startIceTests } from './IceTestResults.tsx';
import { iceLineProblemToText } from './iceWords.ts';

/** The switch and the list. The list is kept while it is off. */
export function IceServers() {
  const isOpened = useSignal(false);
  const isOn = iceServers.value.on || isOpened.value;
  const turn = (on: boolean): void => {
    isOpened.value = on;
    const { text } = iceServers.value;
    if (!on) void perform(commands => commands.setIceServers({ on: false, text }));
  };
  return (
    <>
      <Switch
        label={t('ice.configure')}
        text={`${t('ice.configureOn')}\n${t('ice.configureOff')}`}
        on={isOn}
        onChange={turn}
      />
      {isOn ? <IceServerForm /> : null}
    </>
  );
}

function IceServerForm() {
  const draft = useSignal(iceServers.value.text);
  const isChecked = useSignal(false);
  const tests = useSignal<IceTests>([]);
  const list = textToIceServers(draft.value);
  const isSaved = iceServers.value.on && draft.value === iceServers.value.text;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    isChecked.value = true;
    if (problemsOf(list).length > 0) return;
    const saved = await issue(commands => commands.setIceServers({ on: true, text: draft.value }));
    if (saved.ok) showToast(t('settings.saved'), 'done');
    else showToast(problemToText(saved.code), 'problem');
  };
  const test = (): void => {
    isChecked.value = true;
    startIceTests(list, tests);
  };
  return (
    <form class="ice-form" onSubmit={event => void save(event)}>
      <IceServerField
        draft={draft}
        problems={isChecked.value ? problemsOf(list) : []}
        onText={text => {
          draft.value = text;
          tests.value = [];
        }}
      />
      <IceTestResults tests={tests.value} />
      <div class="actions actions-start">
        <Button type="submit" kind="primary" disabled={isSaved}>
          {t('settings.save')}
        </Button>
        <Button disabled={list.lines.length === 0} onClick={test}>
          {t('ice.test')}
        </Button>
        {isSaved ? null : <p class="note">{t('ice.unsaved')}</p>}
      </div>
      <IceHelp />
    </form>
  );
}

interface FieldProps {
  readonly draft: ReadonlySignal<string>;
  readonly problems: readonly string[];
  readonly onText: (text: string) => void;
}

function IceServerField({ draft, problems, onText }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('ice.list')}</label>
      <textarea
        id={id}
        class="input ice-list"
        rows={5}
        value={draft.value}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        dir="ltr"
        wrap="off"
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-note`}
        onInput={event => onText(event.currentTarget.value)}
      />
      <div id={`${id}-note`} role={problems.length > 0 ? 'alert' : undefined}>
        {problems.length === 0 ? <p class="note">{t('ice.deviceOnly')}</p> : null}
        {problems.map(problem => (
          <p key={problem} class="note note-error">
            {problem}
          </p>
        ))}
      </div>
    </div>
  );
}

/** Everything that keeps a list from being saved, in words. */
function problemsOf(list: IceServerList): readonly string[] {
  if (list.problems.length > 0) return list.problems.map(iceLineProblemToText);
  if (list.lines.length === 0) return [t('problem.noIceServers')];
  return settings.value.alwaysRelay && !hasTurn(list) ? [t('problem.relayNeedsTurn')] : [];
}
