/** Shows the notices of `toast.ts` above everything, dialogs and calls included. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { dismissToast, toasts } from './toast.ts';

/** The stack of notices. A manual popover, raised anew for each notice, so that it lies above an open dialog. */
export function Toasts() {
  const stack = useRef<HTMLDivElement>(null);
  const shown = toasts.value;
  useEffect(() => {
    stack.current?.hidePopover();
    if (shown.length > 0) stack.current?.showPopover();
  }, [shown]);
  return (
    <div ref={stack} popover="manual" class="toasts" role="status" aria-live="polite">
      {shown.map(toast => (
        <div key={toast.id} class={`toast toast-${toast.tone}`}>
          <Icon name={toast.tone === 'done' ? 'check' : 'warning'} />
          <span>{toast.text}</span>
          <IconButton icon="close" label={t('app.dismiss')} onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
