/** On the way in: the call is being joined, or a host is asked. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { Picture } from '../inCall/Picture.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { join, pictures } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { linkToName } from '../words/linkName.ts';
import { useCallStart } from './callStart.ts';
import { givenName } from './enterCall.ts';
import { NoteButton } from './NoteButton.tsx';

/** The card; one's own picture stays in sight, because nobody else has it yet. */
export function Waiting({ stay }: { readonly stay: LinkCallView }) {
  const picture = pictures.value?.localPicture.value;
  const isInLobby = isWaitingForHosts(stay);
  const count = join.value?.count ?? 0;
  useCallStart(count, isInLobby);
  return (
    <div class="card card-hero join-waiting">
      {picture === undefined ? (
        <Mark class="mark-breathing" />
      ) : (
        <Picture stream={picture} class="waiting-picture" label={t('join.picture')} isFilling isMirrored />
      )}
      <p class="join-of" dir="auto">
        {linkToName(stay)}
      </p>
      <h1>{t(isInLobby ? 'join.lobbyTitle' : 'join.joining')}</h1>
      <div class="join-waiting-words" role="status">
        {isInLobby ? <Lobby /> : null}
        {stay.isUnproven ? <Unproven /> : null}
      </div>
      <div class="actions actions-stack">
        <NoteButton
          name={toName()}
          isOffered={isInLobby && count === 0 && join.value?.canLeaveNote === true}
        />
        <Button onClick={() => void perform(commands => commands.leaveLinkCall())}>
          {t(isInLobby ? 'join.leave' : 'join.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Whether a host has to let this person in: whoever may come in without a question is at the door for a moment, too. */
export function isWaitingForHosts({
  isUnproven,
  stage,
}: Pick<LinkCallView, 'isUnproven' | 'stage'>): boolean {
  return stage === 'lobby' && !isUnproven && join.value?.hasToAsk !== false;
}

function Lobby() {
  const name = toName();
  if (join.value?.count === 0) return <p>{t('join.lobbyNobody')}</p>;
  if (join.value?.problem === 'fullLink') return <OtherLobby words="join.lobbyFull" />;
  if (join.value?.policy === 'contacts') return <OtherLobby words="join.lobbyContacts" />;
  return (
    <>
      <p>{name === '' ? t('join.lobbyUnnamed') : t('join.lobbyNamed', { name })}</p>
      <p class="soft">{t('join.lobbyHint')}</p>
    </>
  );
}

/** Nobody in the call knows of this person yet. */
function Unproven() {
  return <p class="soft">{t(join.value?.hasToAsk ? 'join.unprovenAsk' : 'join.unproven')}</p>;
}

/** Where it is not only for a host to decide. */
function OtherLobby({ words }: { readonly words: 'join.lobbyFull' | 'join.lobbyContacts' }) {
  return (
    <>
      <p>{t(words)}</p>
      <p class="soft">{t('join.lobbyHint')}</p>
    </>
  );
}

/** A page that was loaded again has asked nobody for a name. */
function toName(): string {
  return givenName.value || (join.value?.ownName.trim() ?? '');
}
