/** The host of a link hears and sees, wherever in the app, that somebody waits there or has come. */
import { useSignal } from '@preact/signals';
import type { LinkNewsView } from '@sotto/core/link/linkView';
import type { LinkId } from '@sotto/protocol/ids';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { showJoinPage } from '../openedLink.ts';
import { playKnock } from '../ring/knock.ts';
import { linkCall, linkNews, links } from '../session.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { linkToName } from '../words/linkName.ts';
import { type Heard, hearNews } from './hearNews.ts';
import { toldLinks } from './toldLinks.ts';

/** A strip for each link of which this person wants to be told, until it is put aside or over. */
export function LinkBanners() {
  const putAside = useSignal<readonly LinkId[]>([]);
  const told = toldLinks(linkNews.value, links.value, linkCall.value?.linkId);
  useNewsSound(told.map(({ news }) => news));
  const isGone = (linkId: LinkId) => !told.some(({ link }) => link.linkId === linkId);
  useEffect(() => {
    if (putAside.value.some(isGone)) putAside.value = putAside.value.filter(linkId => !isGone(linkId));
  });
  return (
    <>
      {told
        .filter(({ link }) => !putAside.value.includes(link.linkId))
        .map(({ link, news }) => {
          const name = linkToName(link);
          return (
            <Banner
              key={link.linkId}
              icon="bell"
              tone="quiet"
              late
              text={t(news.waiting > 0 ? 'link.somebodyWaits' : 'link.somebodyIsThere', { name })}
            >
              <Button
                kind="accent"
                aria-label={t('link.joinNamed', { name })}
                onClick={() => showJoinPage(link.link, true)}
              >
                {t('link.join')}
              </Button>
              <Button kind="quiet" onClick={() => (putAside.value = [...putAside.value, link.linkId])}>
                {t('link.notNow')}
              </Button>
            </Banner>
          );
        })}
    </>
  );
}

function useNewsSound(news: readonly LinkNewsView[]): void {
  const heard = useRef<Heard>(new Map());
  useEffect(() => {
    const { isNew, next } = hearNews(heard.current, news, performance.now());
    heard.current = next;
    if (isNew) playKnock();
  }, [news.map(({ linkId, people, waiting }) => `${linkId} ${people} ${waiting}`).join()]);
}
