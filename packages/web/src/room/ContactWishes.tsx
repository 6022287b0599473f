/** For the host of a link call: who wants to stay in touch, to be agreed to or put aside. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { ContactWishView } from '@sotto/core/linkCall/touchView';
import { CallBanner } from '../inCall/CallBanner.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { openPanel } from './roomScreenState.ts';

interface WishesProps {
  readonly call: LinkCallView;
}

/** The first who was not decided about; the list has all. */
export function ContactWishBanner({ call: { contactWishes } }: WishesProps) {
  const wish = contactWishes.find(({ state }) => state === 'open');
  if (wish === undefined || openPanel.value === 'people') return null;
  return (
    <CallBanner icon="personPlus" text={t('touch.wish', { name: wishToName(wish) })}>
      <Decision wish={wish} />
    </CallBanner>
  );
}

/** All of them, those put aside too; nothing while there is none. */
export function ContactWishes({ call: { contactWishes } }: WishesProps) {
  if (contactWishes.length === 0) return null;
  return (
    <div class="people-group people-waiting">
      <h3>{t('touch.wishesTitle')}</h3>
      <p class="people-note">{t('touch.wishesText')}</p>
      <ul>
        {contactWishes.map(wish => (
          <li key={wish.id} class="people-row people-knock">
            <Avatar id={wish.name} name={wish.name} size="small" />
            <span class="people-words">
              <span class="people-name" dir="auto">
                {wishToName(wish)}
              </span>
              {wish.state === 'agreed' ? <span class="people-role">{t('touch.agreed')}</span> : null}
            </span>
            {wish.state === 'agreed' ? null : (
              <span class="people-decide">
                <Decision wish={wish} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Decision({ wish }: { readonly wish: ContactWishView }) {
  const name = wishToName(wish);
  const decide = (agrees: boolean) => () =>
    void perform(commands => commands.answerContactWish(wish.id, agrees));
  return (
    <>
      {wish.state === 'open' ? (
        <Button kind="quiet" aria-label={t('touch.laterNamed', { name })} onClick={decide(false)}>
          {t('touch.later')}
        </Button>
      ) : null}
      <Button kind="accent" aria-label={t('touch.acceptNamed', { name })} onClick={decide(true)}>
        {t('touch.accept')}
      </Button>
    </>
  );
}

function wishToName({ name }: ContactWishView): string {
  return name === '' ? t('room.guest') : name;
}
