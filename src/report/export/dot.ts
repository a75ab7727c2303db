import type { Json } from '../../counterexample/trace.ts';
import { formatValue } from '../../counterexample/wording.ts';
import type { LabelledGraph } from './labelled-graph.ts';

/** A longer text of a state is left to the tooltip. */
const longestText = 240;

/** A graph in the language of Graphviz. Initial states have an arrow from nowhere, states without a successor two borders. */
export function dot({ name, initial, states, transitions }: LabelledGraph): string {
  const going = new Set(transitions.map(({ source }) => source));
  const lines = [
    `digraph ${quoted(name)} {`,
    '  graph [rankdir=TB, fontname="Helvetica"];',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];',
    '  edge [fontname="Helvetica", fontsize=9];',
    ...states.map((state, i) => {
      const text = describeState(state);
      const label = text.length <= longestText ? `${i}\n${text}` : String(i);
      const peripheries = going.has(i) ? '' : ', peripheries=2';
      return `  s${i} [label=${quoted(label)}, tooltip=${quoted(text)}${peripheries}];`;
    }),
    ...Array.from({ length: initial }, (_, i) => `  i${i} [shape=point, label=""]; i${i} -> s${i};`),
    ...transitions.map(({ source, label, target }) => `  s${source} -> s${target} [label=${quoted(label)}];`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** One line for each part of a state. */
function describeState(state: Json): string {
  if (state === null || typeof state !== 'object' || Array.isArray(state) || '#set' in state || '#map' in state)
    return formatValue(state);
  return Object.entries(state)
    .map(([key, part]) => `${key}: ${formatValue(part)}`)
    .join('\n');
}

/** A quoted string of DOT. `\\N` and the like would be replaced by Graphviz, so that backslashes are doubled. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
