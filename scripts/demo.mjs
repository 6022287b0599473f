/** `npm run demo`: a real server and real browsers that call each other, with nothing to set up. */
import { prepareAll } from './prepare/prepare.mjs';
import { launch } from './prepare/say.mjs';
import { supervise } from './prepare/supervise.mjs';
import { CHROMIUM, COTURN, requirePrograms } from './prepare/systemPrograms.mjs';

await launch(async () => {
  const node = await prepareAll();
  await requirePrograms([COTURN, CHROMIUM]);
  return supervise(node, ['packages/e2e/src/demo/demo.ts', ...process.argv.slice(2)]);
});
