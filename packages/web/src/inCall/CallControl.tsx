/** The round buttons of a call, with a word below. */
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';

interface CallControlProps {
  readonly icon: IconName;
  /** What pressing does; spoken, and the tooltip together with the key. */
  readonly label: string;
  /** The word below; the label when not given. */
  readonly caption?: string;
  readonly tooltip?: string;
  readonly tone?: 'glass' | 'off' | 'accept' | 'end';
  /** It was pressed, and what it does is under way. */
  readonly isBusy?: boolean;
  /** Further class of the button. */
  readonly look?: string;
  readonly onPress: () => void;
}

/** One button. `off` marks what is switched off, so that a muted microphone is seen at a glance. */
export function CallControl(props: CallControlProps) {
  const { icon, label, caption, tooltip, tone = 'glass', isBusy = false, look = '', onPress } = props;
  return (
    <button
      type="button"
      class={`call-control call-control-${tone} ${look}`}
      aria-label={label}
      title={tooltip ?? label}
      aria-busy={isBusy}
      onClick={onPress}
    >
      <span class="call-control-disc">
        <Icon name={icon} />
      </span>
      <span class="call-control-caption" aria-hidden="true">
        {caption ?? label}
      </span>
    </button>
  );
}
