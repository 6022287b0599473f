/** At which links something goes on of which their host wants to be told. Pure. */
import type { LinkNewsView, LinkView } from '@sotto/core/link/linkView';
import type { LinkId } from '@sotto/protocol/ids';

/** A link, and what goes on there. */
export interface ToldLink {
  readonly link: LinkView;
  readonly news: LinkNewsView;
}

/** Those links; not the one where this person is (`here`): whoever is at a link already sees who comes. */
export function toldLinks(
  all: readonly LinkNewsView[],
  links: readonly LinkView[],
  here: LinkId | undefined,
): readonly ToldLink[] {
  return all.flatMap(news => {
    const link = links.find(({ linkId }) => linkId === news.linkId);
    const isThere = news.waiting > 0 || news.people > 0;
    return isThere && link?.tellsMe && link.linkId !== here ? [{ link, news }] : [];
  });
}
