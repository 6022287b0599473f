/** For somebody in a link call: staying in touch with its host, and what has become of it. */
import { useSignal } from '@preact/signals';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { TouchView } from '@sotto/core/linkCall/touchView';
import { CallBanner } from '../inCall/CallBanner.tsx';
import { MenuAction } from '../inCall/MenuParts.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';

interface TouchProps {
  readonly call: LinkCallView;
}

/** In the list of people: the button, or how far it is. */
export function TouchGroup({ call: { touch } }: TouchProps) {
  if (touch === undefined) return null;
  const name = touchToName(touch);
  return (
    <div class="people-group people-touch">
      <h3>{t('touch.title')}</h3>
      <div role="status">
        {touch.state === 'open' ? null : <p class="people-note">{touchToLine(touch)}</p>}
        {touch.state === 'open' ? (
          <p class="people-note">
            {t(phase.value === 'firstRun' ? 'touch.askAsGuest' : 'touch.askText', { name })}
          </p>
        ) : null}
      </div>
      {touch.state === 'open' || touch.state === 'failed' ? (
        <Button icon="personPlus" onClick={keepInTouch}>
          {touch.state === 'open' ? t('touch.ask', { name }) : t('touch.again')}
        </Button>
      ) : null}
    </div>
  );
}

/** In the menu of the host. */
export function TouchAction({
  touch,
  then,
}: {
  readonly touch: TouchView;
  readonly then: (action: () => void) => () => void;
}) {
  if (touch.state !== 'open') return null;
  const label = t('touch.ask', { name: touchToName(touch) });
  return <MenuAction icon="personPlus" label={label} onPress={then(keepInTouch)} />;
}

/** What has become of it, until it was read. */
export function TouchBanner({ call: { touch } }: TouchProps) {
  const read = useSignal<TouchView['state'] | undefined>(undefined);
  const isNews = touch?.state === 'made' || touch?.state === 'failed';
  if (touch === undefined || !isNews || read.value === touch.state) return null;
  return (
    <CallBanner icon={touch.state === 'made' ? 'check' : 'warning'} text={touchToLine(touch)}>
      {touch.state === 'failed' ? <Button onClick={keepInTouch}>{t('touch.again')}</Button> : null}
      <Button kind="quiet" onClick={() => (read.value = touch.state)}>
        {t('room.understood')}
      </Button>
    </CallBanner>
  );
}

/** After the call; nothing for who had nothing to do with it. */
export function TouchLine({ call: { touch }, canAskLater }: TouchProps & { readonly canAskLater: boolean }) {
  if (touch === undefined || (!isDecided(touch) && !canAskLater)) return null;
  return (
    <p class="call-hint" role="status">
      {isDecided(touch) ? touchToLine(touch) : t('touch.over', { name: touchToName(touch) })}{' '}
      {touch.state === 'made' ? t('touch.madeText') : null}
    </p>
  );
}

/** Nothing more is heard of the host after the call. */
function isDecided({ state }: TouchView): boolean {
  return state === 'made' || state === 'making' || state === 'gone';
}

function touchToLine(touch: TouchView): string {
  return touch.state === 'open' ? '' : t(lines[touch.state], { name: touchToName(touch) });
}

const lines = {
  asking: 'touch.asking',
  asked: 'touch.asked',
  making: 'touch.making',
  made: 'touch.made',
  gone: 'touch.gone',
  failed: 'touch.failed',
} as const satisfies Record<Exclude<TouchView['state'], 'open'>, string>;

function touchToName({ name }: TouchView): string {
  return name === '' ? t('touch.host') : name;
}

function keepInTouch(): void {
  void perform(commands => commands.keepInTouch());
}
