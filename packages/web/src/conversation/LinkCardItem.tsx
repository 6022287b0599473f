/** A call link that was sent, as a card with *Join*. What is known to be over says so. */
import type { TextItemView } from '@sotto/core/client/view';
import type { LinkCard } from '@sotto/core/link/linkCard';
import { bytesToBase64url } from '@sotto/protocol/bytes';
import { tokenToCallLink } from '@sotto/protocol/link/callLink';
import { t } from '../locale/locale.ts';
import { showJoinPage } from '../openedLink.ts';
import { links } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { linkToIcon, linkToName } from '../words/linkName.ts';
import { MessageFoot } from './TextItem.tsx';

interface LinkCardItemProps {
  readonly item: TextItemView;
  readonly card: LinkCard;
  readonly startsRun: boolean;
}

/** The card. It shows the link as it is now where this device knows it, else as it was sent. */
export function LinkCardItem({ item, card, startsRun }: LinkCardItemProps) {
  const token = bytesToBase64url(card.token);
  const known = links.value.find(({ link }) => link.endsWith(`#${token}`));
  const { media, name } = known ?? card;
  const look = `${item.mine ? 'message-mine' : 'message-theirs'}${startsRun ? ' message-first' : ''}`;
  return (
    <article class={`message link-card ${known?.ending === undefined ? '' : 'link-card-over '}${look}`}>
      <span class="link-sign">
        <Icon name={linkToIcon(media)} />
      </span>
      <p class="link-card-words">
        <span class="link-card-name" dir="auto">
          {linkToName({ name: name === '' ? card.name : name, media })}
        </span>
        <span class="link-card-line">{t(media === 'video' ? 'link.cardVideo' : 'link.cardVoice')}</span>
      </p>
      <Way link={tokenToCallLink(card.origin, card.media, card.token)} ending={known?.ending} />
      <MessageFoot item={item} />
    </article>
  );
}

interface WayProps {
  readonly link: string;
  readonly ending: 'expired' | 'revoked' | undefined;
}

/** A link of another server opens there. */
function Way({ link, ending }: WayProps) {
  if (ending !== undefined)
    return <Button disabled>{t(ending === 'expired' ? 'link.expired' : 'link.revoked')}</Button>;
  const { host, origin } = new URL(link);
  if (origin === location.origin)
    return (
      <Button kind="primary" onClick={() => showJoinPage(link)}>
        {t('link.join')}
      </Button>
    );
  return (
    <a class="button button-plain" href={link} target="_blank" rel="noopener noreferrer">
      <span>{t('link.cardElsewhere', { host })}</span>
    </a>
  );
}
