/** The fields of every message, read from the schemas that check them, so that no field can be left out of the page. */
import type * as v from 'valibot';

/** A message: its type, and the paths of its fields such as `terms.days` or `people[].seat`. */
export interface MessageShape {
  readonly name: string;
  readonly paths: readonly string[];
}

/** A schema as valibot lays it out; only what is needed to walk through it. */
interface Node {
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly wrapped?: Node;
  readonly literal?: unknown;
}

/** All messages of a union that `t` tells apart. */
export function schemaToShapes(schema: {
  readonly options: readonly v.GenericSchema[];
}): readonly MessageShape[] {
  return schema.options.map(option => {
    const { t, ...fields } = (option as Node).entries ?? {};
    return { name: String(t?.literal), paths: entriesToPaths(fields, '') };
  });
}

function entriesToPaths(entries: Readonly<Record<string, Node>>, before: string): readonly string[] {
  return Object.entries(entries).flatMap(([name, node]) => nodeToPaths(node, `${before}${name}`));
}

function nodeToPaths(node: Node, path: string): readonly string[] {
  if (node.wrapped !== undefined) return nodeToPaths(node.wrapped, path);
  if (node.item !== undefined) return nodeToPaths(node.item, `${path}[]`);
  return node.entries === undefined ? [path] : entriesToPaths(node.entries, `${path}.`);
}
