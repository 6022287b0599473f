/** `npm run screens`: pictures of every screen, in both languages and themes. */
import { prepareAll } from './prepare/prepare.mjs';
import { runInTerminal } from './prepare/run.mjs';
import { launch } from './prepare/say.mjs';
import { CHROMIUM, requirePrograms } from './prepare/systemPrograms.mjs';

await launch(async () => {
  const node = await prepareAll();
  await requirePrograms([CHROMIUM]);
  return runInTerminal(node, ['packages/web/fixtures/shoot.ts', ...process.argv.slice(2)]);
});
