/**
 * Prints the exact half of docs/what-the-server-sees.md from the words beside the code; the half before it is written
 * by hand. Run it with `--write` to bring the file up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CLIENT_MESSAGE_WORDS } from './clientMessageWords.ts';
import { SERVER_MESSAGE_WORDS } from './serverMessageWords.ts';
import { BOOKKEEPING_WORDS, TABLE_WORDS } from './tableWords.ts';
import type { FieldWords, Kept, MessageWords, TableWords } from './words.ts';

/** The page's place in the project. */
export const SEEN_PAGE = resolve(import.meta.dirname, '../../../../docs/what-the-server-sees.md');

/** Begins the printed half. */
const MARK =
  '<!-- From here on this page is printed from packages/server/src/sees; a test keeps it current. -->';

/** The whole page as it should be, with the written half of the page as it is. */
export function printSeenPage(page: string): string {
  const end = page.indexOf(MARK);
  if (end < 0) throw new Error('the page has lost its mark');
  return [
    `${page.slice(0, end)}${MARK}`,
    '',
    '## On disk, column by column',
    '',
    'The database, `sotto.db` in the data directory, holds these tables and nothing else.',
    '',
    ...Object.entries({ ...TABLE_WORDS, ...BOOKKEEPING_WORDS }).flatMap(printTable),
    '## On the wire, message by message',
    '',
    'What each message is for, and what its coming alone says to somebody who watches the running server. Nothing of',
    'that is stored but what the tables above hold.',
    '',
    '### From a client',
    '',
    ...printMessages(CLIENT_MESSAGE_WORDS),
    '### From the server',
    '',
    ...printMessages(SERVER_MESSAGE_WORDS),
    '### Their fields',
    '',
    ...printFields([...Object.entries(CLIENT_MESSAGE_WORDS), ...Object.entries(SERVER_MESSAGE_WORDS)]),
  ].join('\n');
}

function printTable([name, { row, kept, columns }]: readonly [string, TableWords]): readonly string[] {
  const rows = Object.entries(columns).map(([column, words]) => [
    `\`${column}\``,
    words.what,
    words.kind,
    words.kept ?? 'as the row',
    words.tells,
  ]);
  return [
    `### \`${name}\``,
    '',
    `**A row:** ${row} **Kept:** ${kept}`,
    '',
    ...printRows(['Column', 'What it is', 'Sort', 'Kept', 'What it tells'], rows),
  ];
}

function printMessages(messages: Readonly<Record<string, MessageWords>>): readonly string[] {
  const rows = Object.entries(messages).map(([name, { what, tells }]) => [`\`${name}\``, what, tells]);
  return printRows(['Message', 'It says', 'Its coming tells'], rows);
}

/** Fields that share their words are one row. */
function printFields(messages: readonly (readonly [string, MessageWords])[]): readonly string[] {
  const uses = new Map<FieldWords, { readonly names: Set<string>; readonly messages: string[] }>();
  for (const [message, { fields }] of messages) {
    for (const [name, words] of Object.entries(fields)) {
      const use = uses.get(words) ?? { names: new Set(), messages: [] };
      uses.set(words, use);
      use.names.add(`\`${name}\``);
      if (!use.messages.includes(message)) use.messages.push(message);
    }
  }
  const rows = [...uses].map(([words, use]) => [
    [...use.names].join(', '),
    use.messages.join(', '),
    words.what,
    words.kind,
    keptToText(words.kept),
    words.tells,
  ]);
  return printRows(['Field', 'In', 'What it is', 'Sort', 'Kept', 'What it tells'], rows);
}

function keptToText(kept: Kept): string {
  switch (kept) {
    case 'moment':
      return 'not at all';
    case 'socket':
      return 'in memory, with the socket';
    case 'place':
      return 'in memory, with the place in lobby or call';
    default:
      return `\`${kept}\``;
  }
}

function printRows(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line), ''];
}

if (import.meta.main && process.argv.includes('--write')) {
  writeFileSync(SEEN_PAGE, printSeenPage(readFileSync(SEEN_PAGE, 'utf8')));
}
