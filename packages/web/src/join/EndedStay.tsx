/** It ended before it began: refused, full, revoked meanwhile. (How a call ended is said by the call's own screen.) */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { issue } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { linkToName } from '../words/linkName.ts';
import { endingLooks } from './joinWords.ts';
import { LeaveButton } from './LeaveButton.tsx';

/** The card; nothing for who has left by themselves. */
export function EndedStay({ stay }: { readonly stay: LinkCallView }) {
  const ending = stay.ending ?? 'failed';
  const isOwnDecision = ending === 'left' && stay.joinedAt === undefined;
  useEffect(() => {
    if (isOwnDecision) closeStay();
  }, [isOwnDecision]);
  if (isOwnDecision || ending === 'moved' || stay.joinedAt !== undefined) return null;
  const { icon, title, next, canRetry } = endingLooks[ending];
  return (
    <div class="card card-hero" data-ending={ending}>
      <p class="join-of" dir="auto">
        {linkToName(stay)}
      </p>
      <EmptyState level="h1" icon={icon} title={t(title)} text={t(next)}>
        <div class="actions actions-stack">
          {canRetry ? (
            <Button kind="primary" onClick={closeStay}>
              {t('app.tryAgain')}
            </Button>
          ) : null}
          <LeaveButton />
        </div>
      </EmptyState>
    </div>
  );
}

/** The link is there again, to be joined anew. */
function closeStay(): void {
  void issue(commands => commands.leaveLinkCall());
}
