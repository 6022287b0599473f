/** The pictures of a call: a shared screen first, then the other person, then the own picture. */
import type { CallView } from '@sotto/core/client/view';
import { callLayout } from '../inCall/callLayout.ts';
import { Picture } from '../inCall/Picture.tsx';
import { SelfView } from '../inCall/SelfView.tsx';
import { t } from '../locale/locale.ts';
import { pictures } from '../session.ts';

interface Shown {
  readonly what: 'screen' | 'theirs' | 'mine';
  readonly stream: MediaStream;
  readonly label: string;
  /** It stands still until the network carries it again. */
  readonly isPaused: boolean;
}

interface CallPicturesProps {
  readonly call: CallView;
  readonly name: string;
}

/** Whether there is anything to see but the own picture in a corner. */
export function hasLargePicture(call: CallView): boolean {
  return largeOf(toShown(call, '')) !== undefined;
}

/** What fills the screen; goes below everything else. */
export function LargePictures({ call, name }: CallPicturesProps) {
  const shown = toShown(call, name);
  const large = largeOf(shown);
  const dimmed = call.stage === 'reconnecting' ? ' is-dimmed' : '';
  if (large === undefined) return null;
  if (!isGrid(shown)) return <Large key={large.what} shown={large} look={`call-picture${dimmed}`} />;
  return (
    <div class={`call-grid${dimmed}`}>
      {shown.map(each => (
        <Large key={each.what} shown={each} look="call-picture call-tile" />
      ))}
    </div>
  );
}

/** The others, in their corners; goes above everything else. */
export function SmallPictures({ call, name }: CallPicturesProps) {
  const shown = toShown(call, name);
  const large = largeOf(shown);
  if (isGrid(shown)) return null;
  return (
    <>
      {shown
        .filter(each => each !== large)
        .map(({ what, stream, label, isPaused }) =>
          what === 'mine' ? (
            <SelfView key={what} stream={stream} isPaused={isPaused} />
          ) : (
            <Picture
              key={what}
              stream={stream}
              class={isPaused ? 'call-corner is-dimmed' : 'call-corner'}
              label={label}
              isFilling
            />
          ),
        )}
    </>
  );
}

function isGrid(shown: readonly Shown[]): boolean {
  return callLayout.value.arrangement === 'grid' && shown.length > 1 && largeOf(shown) !== undefined;
}

function Large({ shown, look }: { readonly shown: Shown; readonly look: string }) {
  const isMine = shown.what === 'mine';
  const classes = [look, shown.what === 'screen' && 'call-screen', shown.isPaused && 'is-dimmed'];
  return (
    <Picture
      stream={shown.stream}
      class={classes.filter(Boolean).join(' ')}
      label={shown.label}
      isWhole={shown.what === 'screen'}
      isMirrored={isMine && callLayout.value.isMirrored}
    />
  );
}

function toShown(call: CallView, name: string): readonly Shown[] {
  const streams = pictures.value;
  const { theirs, mine, quality } = call;
  const screen = theirs?.screen ? streams?.remoteScreen.value : undefined;
  const camera = theirs?.camera ? streams?.remotePicture.value : undefined;
  const own = mine.camera && !callLayout.value.isSelfHidden ? streams?.localPicture.value : undefined;
  const show = (what: Shown['what'], stream: MediaStream | undefined, label: string, isPaused = false) =>
    stream === undefined ? [] : [{ what, stream, label, isPaused }];
  return [
    ...show('screen', screen, t('call.theirScreen', { name })),
    ...show('theirs', camera, t('call.theirPicture', { name }), quality?.isTheirPicturePaused),
    ...show('mine', own, t('call.ownPicture'), quality?.picture === 'paused'),
  ];
}

/** The own picture alone stays in its corner unless it was asked for. */
function largeOf(shown: readonly Shown[]): Shown | undefined {
  const of = (what: Shown['what']) => shown.find(each => each.what === what);
  if (callLayout.value.isSwapped && of('mine') !== undefined && of('screen') === undefined) return of('mine');
  return of('screen') ?? of('theirs');
}
