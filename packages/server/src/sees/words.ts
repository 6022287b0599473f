/**
 * How docs/what-the-server-sees.md describes one thing that the server holds or hears: the words stand beside the code,
 * and a column or a field without them does not compile and fails a test.
 */
import type { Tables } from '../db/tables.ts';

/** What sort of thing a value is; the page explains each. */
export type Kind =
  | 'random'
  | 'derived'
  | 'sealed'
  | 'public key'
  | 'signature'
  | 'time'
  | 'day'
  | 'number'
  | 'choice'
  | 'address';

/** A column of the database, such as `mailbox.sendId`. */
export type ColumnName = {
  [Table in keyof Tables]: `${Table}.${keyof Tables[Table] & string}`;
}[keyof Tables];

/** A column. */
export interface ColumnWords {
  readonly what: string;
  readonly kind: Kind;
  /** How long, where it is not as long as its row. */
  readonly kept?: string;
  /** What an operator, or whoever steals the file, could conclude from it. */
  readonly tells: string;
}

/** A table whose columns are `Names`. */
export interface TableWords<Names extends string = string> {
  /** What one row stands for. */
  readonly row: string;
  /** How long a row is kept. */
  readonly kept: string;
  readonly columns: Readonly<Record<Names, ColumnWords>>;
}

/**
 * How long the server has a field of a message. `moment`: while it handles the message. `socket`, `place`: in memory, as
 * long as the socket is open, or the place in the lobby or in the call is kept. A column: on disk, as long as that one.
 */
export type Kept = 'moment' | 'socket' | 'place' | ColumnName;

/** A field of a message. Fields of several messages that mean the same share one object. */
export interface FieldWords {
  readonly what: string;
  readonly kind: Kind;
  readonly kept: Kept;
  readonly tells: string;
}

/** A message whose fields are `Paths`. */
export interface MessageWords<Paths extends string = string> {
  /** What a client or the server wants with it. */
  readonly what: string;
  /** What its coming alone says, to whoever watches the running server. */
  readonly tells: string;
  readonly fields: Readonly<Record<Paths, FieldWords>>;
}

/** The leaves of a message as paths: `terms.days`, `people[].seat`. */
export type FieldPath<Message> = Message extends unknown
  ? { [Name in Exclude<keyof Message, 't'> & string]: PathsBelow<Message[Name], Name> }[Exclude<
      keyof Message,
      't'
    > &
      string]
  : never;

type PathsBelow<Value, Path extends string> = Value extends undefined
  ? never
  : Value extends string | number | boolean | Uint8Array
    ? Path
    : Value extends readonly (infer Item)[]
      ? PathsBelow<Item, `${Path}[]`>
      : { [Name in keyof Value & string]: PathsBelow<Value[Name], `${Path}.${Name}`> }[keyof Value & string];
