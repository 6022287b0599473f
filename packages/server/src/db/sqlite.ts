/** The SQLite built into Node, in one place: the linter's list of built-in modules does not know it. */
// biome-ignore lint/correctness/noUnresolvedImports: part of Node since version 22.
export { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
