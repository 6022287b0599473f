/** The name to show for a call link, also when it has none. */
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { t } from '../locale/locale.ts';

/** What is known of a link or its card. */
export interface NamedLink {
  readonly name: string;
  readonly media: LinkMedia;
}

/** A name as shown: never empty. */
export function linkToName({ name, media }: NamedLink): string {
  return name.trim() === '' ? t(media === 'video' ? 'link.videoCall' : 'link.voiceCall') : name;
}

/** The icon of a link's type. */
export function linkToIcon(media: LinkMedia): 'video' | 'phone' {
  return media === 'video' ? 'video' : 'phone';
}
