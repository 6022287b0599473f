/** Prints docs/configuration.md from the settings. Run it with `--write` to bring the file up to date. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Setting } from './setting.ts';
import { SETTINGS, settingToVariable } from './settings.ts';

/** The page's place in the project. */
export const CONFIGURATION_PAGE = resolve(import.meta.dirname, '../../../../docs/configuration.md');

/** The whole page. */
export function printConfigurationPage(): string {
  const settings = Object.entries<Setting>(SETTINGS);
  return [
    '# Configuration',
    '',
    'The server is configured by environment variables only; it starts without any. Each can also be given as the path',
    'of a file that holds the value, under the same name with `_FILE` behind it (for secrets kept in files). A variable',
    'that begins with `SOTTO_` and is not listed here is an error, so that a misspelt one is not ignored.',
    '',
    '## Essential',
    '',
    ...printRows(settings.filter(([, setting]) => setting.isEssential)),
    '',
    '## Further',
    '',
    ...printRows(settings.filter(([, setting]) => !setting.isEssential)),
    '',
    '_This page is printed from `packages/server/src/config/settings.ts`; a test keeps it current._',
    '',
  ].join('\n');
}

function printRows(settings: readonly (readonly [name: string, setting: Setting])[]): readonly string[] {
  return [
    '| Variable | Meaning | Value | Without it |',
    '|---|---|---|---|',
    ...settings.map(
      ([name, { meaning, form, otherwise }]) =>
        `| \`${settingToVariable(name)}\` | ${meaning} | ${form} | ${otherwise} |`,
    ),
  ];
}

if (import.meta.main && process.argv.includes('--write')) {
  writeFileSync(CONFIGURATION_PAGE, printConfigurationPage());
}
