/**
 * Builds the installable app into `dist`: hashed files, nothing inline (the Content-Security-Policy allows neither
 * inline script nor inline style), each file beside its brotli and gzip form,
 * and the source of it all.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { packSource } from './build/packSource.ts';
import { precompress } from './build/precompress.ts';
import { BROWSERS, jsx } from './build/shared.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root,
  oxc: { jsx },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: [...BROWSERS],
    cssTarget: [...BROWSERS],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [precompress(), packSource()],
});
