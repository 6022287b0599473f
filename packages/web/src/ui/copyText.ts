/** Copies and shares, and says whether it worked. */
import { showToast } from './toast.ts';

/** Copies a text; `copied` and `failed` are the words for either outcome. */
export async function copyText(text: string, copied: string, failed: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(copied, 'done');
  } catch {
    showToast(failed, 'problem');
  }
}

/** Whether this browser has a system share sheet. */
export function canShare(): boolean {
  return 'share' in navigator;
}

/** Opens the system's share sheet; false when it failed. A person who closes it has not met a problem. */
export async function shareUrl(url: string, text: string): Promise<boolean> {
  try {
    await navigator.share({ text, url });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}
