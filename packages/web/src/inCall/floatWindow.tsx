/** The call in a small window above all others: Document Picture-in-Picture where there is one, else the video's own. */
import { type ComponentType, render } from 'preact';

interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

const SIZE = { width: 380, height: 280 };

/** Whether either way exists. */
export function canFloat(): boolean {
  return floatingDocuments() !== undefined || document.pictureInPictureEnabled;
}

/** What the small window shows; `onOver` closes it. */
type Content = ComponentType<{ readonly onOver: () => void }>;

/** Opens the small window. Must run in a person's act. */
export async function openFloatWindow(View: Content): Promise<void> {
  const documents = floatingDocuments();
  try {
    if (documents === undefined) await largeVideo()?.requestPictureInPicture();
    else fill(await documents.requestWindow(SIZE), View);
  } catch {
    // The browser may refuse, and the call goes on where it is.
  }
}

function fill(small: Window, View: Content): void {
  for (const node of document.querySelectorAll('link[rel=stylesheet], style')) {
    small.document.head.append(node.cloneNode(true));
  }
  small.document.documentElement.lang = document.documentElement.lang;
  small.document.title = document.title;
  const close = () => small.close();
  render(<View onOver={close} />, small.document.body);
  small.addEventListener('pagehide', () => render(null, small.document.body));
}

function floatingDocuments(): DocumentPictureInPicture | undefined {
  return (globalThis as { readonly documentPictureInPicture?: DocumentPictureInPicture })
    .documentPictureInPicture;
}

function largeVideo(): HTMLVideoElement | null {
  return document.querySelector('video.call-picture');
}
