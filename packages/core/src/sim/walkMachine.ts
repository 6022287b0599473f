/** Walks every reachable state of a pure machine. For tests and for the charts printed from them. */

/** One step that a walk took. */
export interface WalkedStep<State, Event, Effect> {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
  readonly effects: readonly Effect[];
}

/** A machine and how to walk it. */
export interface Walkable<State, Event, Effect> {
  readonly start: State;
  readonly transition: (state: State, event: Event) => readonly [State, ...Effect[]];
  /** What can happen in a state. */
  readonly events: (state: State) => readonly Event[];
  /** States with the same key behave alike; keys must be finite. */
  readonly key: (state: State) => string;
}

/** Every step between reachable states, breadth first; steps that change and do nothing are left out. */
export function walkMachine<State, Event, Effect>(
  machine: Walkable<State, Event, Effect>,
): readonly WalkedStep<State, Event, Effect>[] {
  const seen = new Set([machine.key(machine.start)]);
  const queue = [machine.start];
  const steps: WalkedStep<State, Event, Effect>[] = [];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const event of machine.events(from)) {
      const [to, ...effects] = machine.transition(from, event);
      if (to !== from || effects.length > 0) steps.push({ from, event, to, effects });
      if (seen.has(machine.key(to))) continue;
      seen.add(machine.key(to));
      queue.push(to);
    }
  }
  return steps;
}

/** A Mermaid statechart of named steps; self-transitions are left out. */
export function printChart(
  start: string,
  steps: readonly { readonly from: string; readonly event: string; readonly to: string }[],
): string {
  const labels = new Map<string, Set<string>>();
  for (const { from, event, to } of steps) {
    if (from === to) continue;
    const arrow = `${from} --> ${to}`;
    labels.set(arrow, (labels.get(arrow) ?? new Set()).add(event));
  }
  const lines = [...labels].map(([arrow, events]) => `    ${arrow}: ${[...events].join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', `    [*] --> ${start}`, ...lines, '```'].join('\n');
}

/** A Markdown table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
