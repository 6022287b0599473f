/** The command line: `node main.ts [command]`. Without a command it serves. */
import { admin } from './command/admin.ts';
import { serve } from './command/serve.ts';
import type { Environment } from './config/readEnvironment.ts';

type Command = (environment: Environment, words: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { serve, admin };

const [name = 'serve', ...words] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  process.stderr.write(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await command(process.env, words);
}
