/** What the product build and the fixture build have in common. */

/** Oldest browsers the output is written for: the first with encoded transforms in workers, popover and `light-dark()`. */
export const BROWSERS = ['chrome141', 'edge141', 'firefox128', 'safari17.5'] as const;

/** How TSX becomes JavaScript: Preact's automatic runtime. */
export const jsx = { runtime: 'automatic', importSource: 'preact' } as const;
