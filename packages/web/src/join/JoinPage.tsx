/** The page behind a call link: what it is, who is there, how one looks, *Join*. Works without a profile. */
import './join.css';
import { type Signal, useSignal } from '@preact/signals';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { goBack, replaceWith, route } from '../navigation.ts';
import { closeLink, openedLink } from '../openedLink.ts';
import { canEncryptFrames } from '../platform/mediaWorker.ts';
import { isLinkCallLive, issue, join, linkCall, phase } from '../session.ts';
import { Mark } from '../ui/Mark.tsx';
import { showToast } from '../ui/toast.ts';
import { AfterCall } from './AfterCall.tsx';
import { ElsewhereCard } from './ElsewhereCard.tsx';
import { EndedStay } from './EndedStay.tsx';
import { JoinForm } from './JoinForm.tsx';
import { type Ending, endingLooks, problemLooks } from './joinWords.ts';
import { LinkProblemCard } from './LinkProblemCard.tsx';
import { endPreview, resetPreview } from './previewState.ts';
import { isWaitingForHosts, Waiting } from './Waiting.tsx';

/** The page. */
export function JoinPage() {
  const text = openedLink.value?.text;
  const isRead = useReading(text);
  const ended = useEnding();
  return (
    <main class="hero join">
      <header class="join-brand">
        <Mark />
        <p>{t('app.name')}</p>
      </header>
      <Content text={text ?? ''} isRead={isRead} ended={ended} />
      <p class="visually-hidden" role="status">
        {stateToWords()}
      </p>
    </main>
  );
}

/** Spoken when it changes: cards that come and go are not. */
function stateToWords(): string {
  const stay = ownStay(linkCall.value);
  const problem = join.value?.problem;
  const ending = stay?.ending ?? 'failed';
  if (stay?.stage === 'over' && stay.joinedAt === undefined && ending !== 'moved')
    return t(endingLooks[ending].title);
  if (stay !== undefined && isWaitingForHosts(stay)) return t('join.lobbyTitle');
  return stay !== undefined || problem === undefined ? '' : t(problemLooks[problem].title);
}

interface ContentProps {
  readonly text: string;
  readonly isRead: boolean;
  readonly ended: Signal<Ending | undefined>;
}

function Content({ text, isRead, ended }: ContentProps) {
  const stay = ownStay(linkCall.value);
  const link = join.value;
  if (phase.value === 'elsewhere') return <ElsewhereCard />;
  if (!isSecureContext || !canEncryptFrames()) return <LinkProblemCard problem="unsupported" text={text} />;
  if (stay?.stage === 'over') return <EndedStay stay={stay} />;
  // The call itself covers this page.
  if (stay !== undefined) return isLinkCallLive.value ? null : <Waiting stay={stay} />;
  if (ended.value !== undefined)
    return <AfterCall ending={ended.value} onAgain={() => (ended.value = undefined)} />;
  if (!isRead || link === undefined || link.state === 'reading') return <Reading />;
  if (link.problem !== undefined) return <LinkProblemCard problem={link.problem} link={link} text={text} />;
  return <JoinForm key={`${link.linkId} ${link.isContinued}`} link={link} text={text} />;
}

function Reading() {
  return (
    <div class="card card-hero" aria-busy="true">
      <h1 class="visually-hidden">{t('join.title')}</h1>
      <Mark class="mark-breathing" />
      <p class="soft" role="status">
        {t('join.reading')}
      </p>
    </div>
  );
}

/** Has the link read, keeps it read while the page is there, and leaves nothing behind. Whether it was read. */
function useReading(text: string | undefined): boolean {
  const read = useSignal<string | undefined>(undefined);
  const isHere = phase.value === 'ready' || phase.value === 'firstRun';
  useEffect(() => {
    if (text === undefined) return replaceWith({ page: 'home' });
    resetPreview();
    if (!isHere) return;
    void issue(commands => commands.openLink(text)).then(() => (read.value = text));
  }, [text, isHere]);
  useEffect(() => leave, []);
  return read.value === text;
}

/** What is only being prepared is no stay yet. */
function ownStay(call: LinkCallView | undefined): LinkCallView | undefined {
  return call?.isPreparing ? undefined : call;
}

/** Whoever goes away neither knocks nor is looked at any more; a call goes on. */
function leave(): void {
  endPreview();
  if (ownStay(linkCall.peek()) !== undefined && !isLinkCallLive.peek())
    void issue(commands => commands.leaveLinkCall());
  void issue(commands => commands.openLink(undefined));
  const { page } = route.peek();
  if (page !== 'join' && page !== 'check') closeLink();
}

/**
 * How the call of this visit ended, from the moment it was in it until the link is opened anew. Whoever has a profile
 * finds the app behind the call, not this page.
 */
function useEnding(): Signal<Ending | undefined> {
  const ended = useSignal<Ending | undefined>(undefined);
  const opened = openedLink.value;
  const isLive = isLinkCallLive.value;
  const hasProfile = phase.value === 'ready';
  const wasInCall = useRef(isLive).current;
  const ending = ownStay(linkCall.value)?.ending;
  useEffect(() => {
    ended.value = undefined;
  }, [opened]);
  useEffect(() => {
    if (!isLive) return;
    ended.value = 'left';
    if (!hasProfile) return;
    if (wasInCall && !isSameLink(openedLink.peek()?.text, linkCall.peek()?.link))
      showToast(t('problem.alreadyInCall'), 'problem');
    goBack();
  }, [isLive, hasProfile]);
  useEffect(() => {
    if (ended.peek() !== undefined && ending !== undefined) ended.value = ending;
  }, [ending]);
  return ended;
}

/** Links of one call can differ in their type. */
function isSameLink(one = '', other = ''): boolean {
  return one.split('#')[1] === other.split('#')[1];
}
