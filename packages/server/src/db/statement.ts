/**
 * Statements that are built with Kysely's types, compiled and prepared once, and run synchronously many times:
 * what every message needs must not pay for building SQL, nor leave the transaction it belongs to.
 */

import type { Compilable, Kysely } from 'kysely';
import type { DatabaseSync, SQLInputValue } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** Values by parameter name. */
export type Values = Readonly<Record<string, SQLInputValue>>;

/** A prepared statement that takes its parameters by name. */
export interface Statement<Parameters extends Values, Row> {
  /** Every row. */
  all(values: Parameters): Row[];
  /** The first row, if there is one. */
  first(values: Parameters): Row | undefined;
  /** Runs a change; returns the number of rows changed. */
  run(values: Parameters): number;
}

/** Stands for a value while a query is built. */
export type Placeholder<Parameters extends Values> = <Name extends keyof Parameters & string>(
  name: Name,
) => Parameters[Name];

/** What statements are prepared on: the open database and the query builder for it. */
export interface Preparer {
  readonly database: DatabaseSync;
  readonly builder: Kysely<Tables>;
}

/** Prepares the query that `build` makes; wherever it puts `parameter(name)`, the value of that name goes at each run. */
export function prepareStatement<Parameters extends Values, Row = never>(
  preparer: Preparer,
  build: (builder: Kysely<Tables>, parameter: Placeholder<Parameters>) => Compilable<Row> | Compilable,
): Statement<Parameters, Row> {
  const compiled = build(preparer.builder, name => ({ [NAME]: name }) as never).compile();
  const statement = preparer.database.prepare(compiled.sql);
  const sources = compiled.parameters.map(parameterToSource);
  const bind = (values: Parameters): SQLInputValue[] => sources.map(source => source(values));
  return {
    all: values => statement.all(...bind(values)) as Row[],
    first: values => statement.get(...bind(values)) as Row | undefined,
    run: values => Number(statement.run(...bind(values)).changes),
  };
}

/** Marks a stand-in and holds the name of the value it stands for. */
const NAME = Symbol('name');

function parameterToSource(parameter: unknown): (values: Values) => SQLInputValue {
  if (typeof parameter === 'object' && parameter !== null && NAME in parameter) {
    const name = parameter[NAME] as string;
    return values => values[name] as SQLInputValue;
  }
  return () => parameter as SQLInputValue;
}
