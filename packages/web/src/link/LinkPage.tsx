/** A call link and everything about it: who made it can change it, everybody can join, share and forget it. */
import './linkPage.css';
import type { LinkView } from '@sotto/core/link/linkView';
import { useEffect } from 'preact/hooks';
import { timeToDate } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { replaceWith, route } from '../navigation.ts';
import { perform } from '../problem.ts';
import { linkNews, links, phase } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Switch } from '../ui/Switch.tsx';
import { linkToIcon, linkToName } from '../words/linkName.ts';
import { isHere } from './isHere.ts';
import { LinkBasics } from './LinkBasics.tsx';
import { LinkEnd } from './LinkEnd.tsx';
import { LinkNotes } from './LinkNotes.tsx';
import { LinkPeople } from './LinkPeople.tsx';
import { LinkSharing } from './LinkSharing.tsx';
import { LinkValidity } from './LinkValidity.tsx';
import { lastPeople } from './lastPeople.ts';
import { newsToLine } from './linkWords.ts';
import { PeopleLimit } from './PeopleLimit.tsx';
import { PolicyChoice } from './PolicyChoice.tsx';

/** The page; leads to the calls when the link is gone. */
export function LinkPage() {
  const now = route.value;
  const linkId = now.page === 'link' ? now.linkId : undefined;
  const link = links.value.find(one => one.linkId === linkId);
  const isGone = linkId !== undefined && link === undefined && phase.value === 'ready';
  useEffect(() => {
    if (isGone) replaceWith({ page: 'calls' });
  }, [isGone]);
  return link === undefined ? null : <Shown key={link.linkId} link={link} />;
}

function Shown({ link }: { readonly link: LinkView }) {
  const isMine = link.isMine && link.ending === undefined;
  return (
    <section class="page">
      <PageHead title={t('link.title')} />
      <div class="page-body">
        <div class="card">
          <LinkTop link={link} />
          {link.ending === undefined ? <LinkSharing link={link} /> : <Over link={link} />}
        </div>
        {isMine ? (
          <>
            <LinkNotes link={link} />
            <div class="card link-form">
              <h2>{t('link.settings')}</h2>
              <LinkBasics link={link} />
              <PeopleLimit link={link} />
              <Switch
                label={t('link.tellMe')}
                text={t('link.tellMeText')}
                on={link.tellsMe}
                onChange={on => void perform(commands => commands.tellMe(link.linkId, on))}
              />
            </div>
            <div class="card link-form">
              <PolicyChoice link={link} />
            </div>
            <div class="card link-form">
              <h2>{t('link.validity')}</h2>
              <LinkValidity link={link} />
            </div>
            <LinkPeople link={link} />
          </>
        ) : null}
        <LinkEnd link={link} />
      </div>
    </section>
  );
}

function LinkTop({ link }: { readonly link: LinkView }) {
  const people = lastPeople(link.linkId);
  const news = isHere(link)
    ? t('link.youAreHere')
    : newsToLine(linkNews.value.find(({ linkId }) => linkId === link.linkId));
  return (
    <div class="link-top">
      <span class="link-sign">
        <Icon name={linkToIcon(link.media)} />
      </span>
      <div>
        <h2 dir="auto">{linkToName(link)}</h2>
        <p class="soft">{linkToPeriod(link)}</p>
        {news === '' ? null : <p class="link-line-news">{news}</p>}
        {people === '' ? null : (
          <p class="note">
            {t('link.people')}: {people}
          </p>
        )}
      </div>
    </div>
  );
}

function Over({ link }: { readonly link: LinkView }) {
  return <p class="link-over">{t(link.ending === 'revoked' ? 'link.isRevoked' : 'link.isExpired')}</p>;
}

function linkToPeriod({ ending, ends, expires, isMine, terms }: LinkView): string {
  if (ending !== undefined || !isMine) return t(isMine ? 'link.madeByMe' : 'link.madeByOther');
  const date = timeToDate(Math.min(expires, ends === undefined ? expires : ends - 1), languageKind());
  return t(terms.once ? 'link.validOnce' : 'link.validUntil', { date });
}
