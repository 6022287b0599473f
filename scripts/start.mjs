/** `npm start`: installs what is missing, builds what has changed, then runs the server until Ctrl-C. */
import { prepareAll } from './prepare/prepare.mjs';
import { launch } from './prepare/say.mjs';
import { supervise } from './prepare/supervise.mjs';
import { COTURN, ensurePrograms } from './prepare/systemPrograms.mjs';

await launch(async () => {
  const node = await prepareAll();
  await ensurePrograms([COTURN]);
  return supervise(node, ['packages/server/src/main.ts', 'serve', ...process.argv.slice(2)]);
});
