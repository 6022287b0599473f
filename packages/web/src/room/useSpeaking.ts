/** Whether somebody is heard right now; ends by itself, because silence is no news. */
import { useSignal } from '@preact/signals';
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { SPEAKING_MS } from './speakerChoice.ts';

/** Follows one person. */
export function useSpeaking({ spokeAt, media }: LinkCallPersonView): boolean {
  const isSpeaking = useSignal(false);
  useEffect(() => {
    const left = spokeAt + SPEAKING_MS - Date.now();
    isSpeaking.value = left > 0;
    if (left <= 0) return;
    const timer = setTimeout(() => {
      isSpeaking.value = false;
    }, left);
    return () => clearTimeout(timer);
  }, [spokeAt]);
  return isSpeaking.value && media?.microphone !== false;
}
