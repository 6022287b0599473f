/** The head of a page in the right pane: a way back and a title. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { goBack } from '../navigation.ts';
import { IconButton } from './IconButton.tsx';

/** The head. Takes the focus, so that keys and screen readers go on from the new page. */
export function PageHead({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="pane-head">
      <IconButton icon="back" label={t('app.back')} onClick={goBack} />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
    </header>
  );
}
