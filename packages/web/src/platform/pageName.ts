/** Names this page: the same after it was loaded again, another one in every other tab. */
export function readPageName(): string {
  try {
    const known = sessionStorage.getItem(KEY);
    if (known !== null) return known;
    const name = crypto.randomUUID();
    sessionStorage.setItem(KEY, name);
    return name;
  } catch {
    // Without storage a page cannot be known again.
    return crypto.randomUUID();
  }
}

const KEY = 'page';
