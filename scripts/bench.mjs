/** `npm run bench`: the measurements, on this machine, each in a process of its own. */
import { prepareAll } from './prepare/prepare.mjs';
import { runInTerminal } from './prepare/run.mjs';
import { launch } from './prepare/say.mjs';
import { CHROMIUM, COTURN, requirePrograms } from './prepare/systemPrograms.mjs';

await launch(async () => {
  const node = await prepareAll();
  await requirePrograms([COTURN, CHROMIUM]);
  return runInTerminal(node, ['bench/run.ts', ...process.argv.slice(2)]);
});
