/** The command line: `node main.ts [command]`. Without a command it serves. */
import { serve } from './command/serve.ts';
import type { Environment } from './config/readEnvironment.ts';

const COMMANDS: Readonly<Record<string, (environment: Environment) => Promise<number>>> = { serve };

const name = process.argv[2] ?? 'serve';
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  process.stderr.write(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await command(process.env);
}
