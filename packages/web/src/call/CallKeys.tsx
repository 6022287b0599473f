/** The keys of a call, on one sheet. */
import { t } from '../locale/locale.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { areCallKeysShown, hideCallKeys } from './callScreenState.ts';

const KEYS = [
  ['M', 'call.keyMute'],
  [undefined, 'call.keyTalk'],
  ['V', 'call.keyCamera'],
  ['S', 'call.keyScreen'],
  ['H', 'call.keyHold'],
  ['G', 'call.keyGrid'],
  ['F', 'call.keyFullScreen'],
  ['P', 'call.keyFloat'],
  ['Esc', 'call.minimise'],
  ['?', 'call.keyHelp'],
] as const;

/** The sheet, while it is wanted. */
export function CallKeys() {
  if (!areCallKeysShown.value) return null;
  return (
    <Dialog title={t('call.keys')} onClose={hideCallKeys}>
      <dl class="call-keys">
        {KEYS.map(([key, words]) => (
          <div key={words}>
            <dt>
              <kbd>{key ?? t('call.keySpace')}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
