import type { LabelledGraph } from './labelled-graph.ts';

/**
 * A graph in the Aldebaran format of CADP: `des (initial, transitions, states)` and a line for each transition. The format has
 * one initial state; where there are several, a state before them leads to each by `initial`. Transitions are as many as
 * `check` counts, those that differ in nothing but a choice included.
 */
export function aldebaran({ initial, states, transitions }: LabelledGraph): string {
  const first = initial === 1 ? 0 : 1;
  const starts = Array.from({ length: first * initial }, (_, i) => `(0, "initial", ${i + 1})`);
  const lines = transitions.map(
    ({ source, label, target }) => `(${source + first}, "${quoted(label)}", ${target + first})`,
  );
  return `${[`des (0, ${starts.length + lines.length}, ${states.length + first})`, ...starts, ...lines].join('\n')}\n`;
}

/** The format knows no escapes: a quotation mark in a label becomes an apostrophe. */
function quoted(label: string): string {
  return label.replaceAll('"', "'").replace(/[\r\n]/g, ' ');
}
