/** When the page that a client runs in goes away, as far as the page itself is told. Left out where there is no page. */

/** Tells of the page. */
export interface PageLife {
  /**
   * `goes`: the page is closed or loaded again; it has this turn and perhaps no other. `returns`: it was kept by the browser
   * after that, and is shown again. Returns an unsubscriber.
   */
  watch(listener: { readonly goes: () => void; readonly returns: () => void }): () => void;
}
