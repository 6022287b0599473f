/** How a link call ended for this person, and what can be done next. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { CallControl } from '../inCall/CallControl.tsx';
import { durationToWords } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { openLink, showJoinPage } from '../openedLink.ts';
import { issue } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import { TouchLine } from './KeepInTouch.tsx';
import { closeRoom } from './roomActions.ts';
import { endingWords } from './roomWords.ts';

/** Whoever left by themselves has nothing to read. Milliseconds. */
const CLOSE_AFTER_MS = 4000;

/** The screen. */
export function EndedRoom({ call }: { readonly call: LinkCallView }) {
  const ending = call.ending ?? 'failed';
  const [title, text, next] = callToWords(call, ending);
  useEffect(() => {
    if (ending !== 'left') return;
    const timer = setTimeout(closeRoom, CLOSE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [ending]);
  return (
    <div class="call-stage">
      <div class="call-person">
        <span class="ended-sign">
          <Icon name={endingToIcon(ending)} />
        </span>
        <h1>{t(title)}</h1>
        <p class="call-line">{callToLength(call)}</p>
        <p class="call-hint">{t(text)}</p>
        <TouchLine call={call} canAskLater={canComeBack(ending)} />
      </div>
      <div class="call-controls">
        <CallControl icon="close" label={t('call.close')} onPress={closeRoom} />
        {next === undefined ? null : (
          <CallControl
            icon={call.media === 'video' ? 'video' : 'phone'}
            tone="accept"
            label={t(next)}
            onPress={() => void joinAgain(call.link)}
          />
        )}
      </div>
    </div>
  );
}

/** Whoever was put out is not told to come back and ask the host for more. */
function canComeBack(ending: keyof typeof endingWords): boolean {
  return endingWords[ending][2] === 'room.joinAgain';
}

/** A call with a contact that went on here has no link to come back by: it is called again. */
function callToWords({ continued }: LinkCallView, ending: keyof typeof endingWords) {
  const [title, text, next] = endingWords[ending];
  const isOver = continued !== undefined && ending === 'left';
  return isOver ? ([title, 'room.overNext', undefined] as const) : ([title, text, next] as const);
}

/** By way of the join page, so that nobody is seen or heard without having looked. */
async function joinAgain(link: string): Promise<void> {
  // A guest is on the join page already: it must not say first how the call ended, which was read here.
  openLink(link);
  await issue(commands => commands.leaveLinkCall());
  showJoinPage(link);
}

function endingToIcon(ending: NonNullable<LinkCallView['ending']>): IconName {
  if (ending === 'left') return 'check';
  if (ending === 'moved') return 'devices';
  if (ending === 'elsewhere') return 'windows';
  if (ending === 'failed') return 'cloudOff';
  return ending === 'replaced' || ending === 'full' ? 'people' : 'block';
}

function callToLength({ joinedAt, endedAt }: LinkCallView): string {
  if (joinedAt === undefined || endedAt === undefined) return '';
  return t('call.lasted', { duration: durationToWords(endedAt - joinedAt, languageKind()) });
}
