/** The keys of a call, on one sheet. */
import { type TextKey, t } from '../locale/locale.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { areCallKeysShown, hideCallKeys } from './keySheet.ts';

/** What a key does, in words; `undefined` is the space bar. */
export type KeyLine = readonly [key: string | undefined, words: KeyWords];

type KeyWords = Extract<
  TextKey,
  `call.key${string}` | `room.key${string}` | 'call.minimise' | 'room.minimise'
>;

/** The sheet, while it is wanted. */
export function KeySheet({ keys }: { readonly keys: readonly KeyLine[] }) {
  if (!areCallKeysShown.value) return null;
  return (
    <Dialog title={t('call.keys')} onClose={hideCallKeys}>
      <dl class="call-keys">
        {keys.map(([key, words]) => (
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
