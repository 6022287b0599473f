/** Shows a screen whose code arrives later, and tells when it could not be had. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadFailed } from '../session.ts';

/** A screen that is loaded on first use or when `preload` is called, whichever comes first. */
export function createLazyView(load: () => Promise<ComponentType>) {
  let loading: Promise<ComponentType> | undefined;
  let loaded: ComponentType | undefined;
  const preload = (): Promise<void> => {
    loading ??= load();
    return loading.then(
      view => {
        loaded = view;
      },
      () => {
        loading = undefined;
        loadFailed.value = true;
      },
    );
  };
  const View: ComponentType = () => {
    const [, setReady] = useState(loaded !== undefined);
    useEffect(() => void preload().then(() => setReady(true)), []);
    return loaded === undefined ? null : createView(loaded);
  };
  return { View, preload };
}

function createView(View: ComponentType) {
  return <View />;
}
