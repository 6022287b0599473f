/** An opened invitation: who it is from and what to do with it, or why it does not work and what to do then. */
import { useSignal } from '@preact/signals';
import type { CommandProblem, InvitationPreview } from '@sotto/core/client/command';
import type { ConnectionView } from '@sotto/core/client/view';
import type { Result } from '@sotto/protocol/result';
import { useEffect } from 'preact/hooks';
import { timeToDate } from '../locale/format.ts';
import { languageKind, type TextKey, t } from '../locale/locale.ts';
import { replaceWith } from '../navigation.ts';
import { openedInvitation } from '../openedInvitation.ts';
import { problemToText } from '../problem.ts';
import { connection, issue } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

type Preview = Result<InvitationPreview, CommandProblem>;

/** The page. Reading the preview uses nothing up. */
export function AcceptInvitation() {
  const text = openedInvitation.value ?? '';
  const preview = useSignal<Preview | undefined>(undefined);
  const read = async (): Promise<void> => {
    const found = await issue(commands => commands.previewInvitation(text));
    // Another invitation may have been opened while this one was being read.
    if ((openedInvitation.peek() ?? '') === text) preview.value = found;
  };
  const link = connection.value;
  useEffect(() => {
    preview.value = undefined;
  }, [text]);
  useEffect(() => {
    // A link opens the app before the connection is there: what failed for want of it is read again.
    if (!preview.peek()?.ok) void read();
  }, [text, link]);
  const found = isTooEarly(preview.value, link) ? undefined : preview.value;
  return (
    <section class="page page-centred">
      <div class="card card-hero" aria-live="polite" aria-busy={found === undefined}>
        {found === undefined ? (
          <p class="soft">{t('accept.loading')}</p>
        ) : found.ok ? (
          <Offer
            text={text}
            preview={found.value}
            onProblem={code => (preview.value = { ok: false, code })}
          />
        ) : (
          <Problem code={found.code} onRetry={() => void read()} />
        )}
      </div>
    </section>
  );
}

function isTooEarly(preview: Preview | undefined, link: ConnectionView): boolean {
  if (preview === undefined || preview.ok || link !== 'connecting') return false;
  return preview.code === 'offline' || preview.code === 'notReady';
}

interface OfferProps {
  readonly text: string;
  readonly preview: InvitationPreview;
  readonly onProblem: (code: CommandProblem) => void;
}

function Offer({ text, preview, onProblem }: OfferProps) {
  const busy = useSignal(false);
  const name = preview.name.trim();
  const accept = async (): Promise<void> => {
    busy.value = true;
    const accepted = await issue(commands => commands.acceptInvitation(text));
    busy.value = false;
    if (!accepted.ok) return onProblem(accepted.code);
    openedInvitation.value = undefined;
    replaceWith({ page: 'conversation', contactId: accepted.value.contactId });
  };
  return (
    <>
      <Avatar id={preview.id} name={name} size="large" />
      <h1 dir="auto">{name === '' ? t('accept.titleUnnamed') : t('accept.title', { name })}</h1>
      <p class="soft">{t(name === '' ? 'accept.unnamedText' : 'accept.text')}</p>
      <div class="actions actions-stack">
        <Button kind="primary" disabled={busy.value} onClick={() => void accept()}>
          {t('accept.accept')}
        </Button>
        <Button kind="quiet" onClick={leave}>
          {t('accept.notNow')}
        </Button>
      </div>
      <p class="note">{t('accept.notNowHint', { date: timeToDate(preview.expires, languageKind()) })}</p>
    </>
  );
}

type NextKey = Extract<TextKey, `accept.${string}Next`>;

const nextKeys: Readonly<Partial<Record<CommandProblem, NextKey>>> = {
  malformedInvitation: 'accept.malformedNext',
  unknownInvitation: 'accept.unknownNext',
  usedInvitation: 'accept.usedNext',
  expiredInvitation: 'accept.expiredNext',
  ownInvitation: 'accept.ownNext',
  forgedInvitation: 'accept.forgedNext',
};

function Problem({ code, onRetry }: { readonly code: CommandProblem; readonly onRetry: () => void }) {
  const next = nextKeys[code];
  return (
    <EmptyState
      level="h1"
      icon={code === 'forgedInvitation' ? 'warning' : 'link'}
      title={t('accept.problemTitle')}
    >
      <p>{problemToText(code)}</p>
      <p class="soft">{t(next ?? 'accept.otherNext')}</p>
      <div class="actions actions-stack">
        {next === undefined ? (
          <Button kind="primary" onClick={onRetry}>
            {t('app.tryAgain')}
          </Button>
        ) : null}
        <Button onClick={leave}>{t('accept.toContacts')}</Button>
      </div>
    </EmptyState>
  );
}

function leave(): void {
  openedInvitation.value = undefined;
  replaceWith({ page: 'home' });
}
