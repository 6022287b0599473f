/** The {@link PageLife} of a browser. Nothing here keeps a page out of the cache for *Back*: `unload` would. */
import type { PageLife } from '@sotto/core/port/pageLife';

/** The life of this page. */
export const browserPageLife: PageLife = {
  watch: ({ goes, returns }) => {
    const whenShown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) returns();
    };
    window.addEventListener('pagehide', goes);
    window.addEventListener('pageshow', whenShown);
    return () => {
      window.removeEventListener('pagehide', goes);
      window.removeEventListener('pageshow', whenShown);
    };
  },
};
