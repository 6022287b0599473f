/** A link that cannot be joined, or not now: what is wrong, and what to do. */
import type { JoinView } from '@sotto/core/link/linkView';
import { nextOpening } from '@sotto/core/link/openingHours';
import type { OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import { useEffect } from 'preact/hooks';
import { minutesToClock, timeToClock, timeToMoment } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { spendAtOnce } from '../openedLink.ts';
import { issue } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { minute } from '../ui/now.ts';
import { linkToName } from '../words/linkName.ts';
import { hoursToText } from '../words/openingHours.ts';
import { type JoinProblem, linkToHost, problemLooks } from './joinWords.ts';
import { LeaveButton } from './LeaveButton.tsx';
import { PhoneCode } from './PhoneCode.tsx';

interface LinkProblemCardProps {
  readonly problem: JoinProblem;
  /** The link itself. */
  readonly text: string;
  /** Undefined while nothing is known of it. */
  readonly link?: JoinView;
}

/** The card. */
export function LinkProblemCard({ problem, link, text }: LinkProblemCardProps) {
  const { icon, title, next, canRetry } = problemLooks[problem];
  useEffect(spendAtOnce, []);
  return (
    <div class="card card-hero" data-problem={problem}>
      {link === undefined || link.name === '' ? null : (
        <p class="join-of" dir="auto">
          {linkToName(link)}
        </p>
      )}
      <EmptyState level="h1" icon={icon} title={t(title)}>
        {next === undefined ? null : <p class="soft">{t(next)}</p>}
        {problem === 'closedLink' ? <Closed hours={link?.hours} /> : null}
        {problem === 'otherServerLink' ? <OtherServer text={text} /> : null}
        <div class="actions actions-stack">
          {canRetry ? (
            <Button kind="primary" onClick={() => void issue(commands => commands.openLink(text))}>
              {t('app.tryAgain')}
            </Button>
          ) : null}
          <LeaveButton />
        </div>
        {problem === 'unsupported' ? <PhoneCode link={text} /> : null}
      </EmptyState>
    </div>
  );
}

function Closed({ hours }: { readonly hours: OpeningHours | undefined }) {
  if (hours === undefined) return <p>{t('join.closedUnknown')}</p>;
  const opens = nextOpening(hours, minute.value);
  return (
    <>
      <p>{opens === undefined ? t('join.closedUnknown') : openingToText(opens, hours.from)}</p>
      <p class="soft">{t('join.closedHours', { hours: hoursToText(hours, languageKind()) })}</p>
    </>
  );
}

/** Where the clock shows something else than in the place of the link, both times stand on the page. */
function openingToText(opens: number, from: number): string {
  const when = timeToMoment(opens, minute.value, languageKind());
  const isHere = timeToClock(opens, languageKind()) === minutesToClock(from, languageKind());
  return t(isHere ? 'join.closedNext' : 'join.closedNextHere', { when });
}

function OtherServer({ text }: { readonly text: string }) {
  const host = linkToHost(text);
  return (
    <>
      <p class="soft">{t('join.otherServerNext', { host })}</p>
      <a class="button button-primary" href={text.trim()} rel="noreferrer">
        <span>{t('join.otherServerOpen', { host })}</span>
      </a>
    </>
  );
}
