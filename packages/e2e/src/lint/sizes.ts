/** Measures functions and files, for the size budgets that docs of this project promise (CONTRIBUTING.md). */
import { parseSync } from 'oxc-parser';

/** One function with a body. */
export interface FunctionSize {
  /** Its name, or the line where it begins. */
  readonly name: string;
  /** From the first line of its head to its closing brace; functions inside it count too. */
  readonly lines: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

/** The sizes of all functions in a file's text; throws if it does not parse. */
export function functionSizes(path: string, text: string): readonly FunctionSize[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const sizes: FunctionSize[] = [];
  visit(program as unknown as Node, undefined, (node, name) => {
    const first = lineAt(text, node.start);
    sizes.push({ name: name ?? `line ${first}`, lines: lineAt(text, node.end) - first + 1 });
  });
  return sizes;
}

/** The value below which `share` (0–1) of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** @param name - what the surrounding declaration calls a nameless function. */
function visit(
  node: Node,
  name: string | undefined,
  found: (node: Node, name: string | undefined) => void,
): void {
  if (FUNCTIONS.has(node.type)) found(node, nameOf(node['id']) ?? name);
  const childName = nameOf(node['id']) ?? nameOf(node['key']);
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) visit(child, childName, found);
  }
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && typeof value['name'] === 'string' ? value['name'] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
