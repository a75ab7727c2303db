import { type FairnessDeclaration, spec } from '../../src/index.ts';

/** A graph small enough to draw: states are numbers, and each action is a list of edges. */
export interface Drawing {
  readonly initial: readonly number[];
  /** Edges by action: `{ a: [[0, 1], [1, 0]] }`. */
  readonly edges: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>>;
  /** The states of which each predicate is true. */
  readonly labels: Readonly<Record<string, readonly number[]>>;
  readonly fairness?: readonly FairnessDeclaration[];
}

/** A spec whose states and transitions are those of a drawing. */
export function graphSpec(drawing: Drawing) {
  const { initial, edges, labels, fairness = [] } = drawing;
  return spec({
    name: 'drawing',
    initial: ({ choose }) => ({ at: choose(initial) }),
    actions: ({ action }) =>
      Object.fromEntries(
        Object.entries(edges).map(([name, list]) => {
          const targets = (at: number): number[] => list.filter(([from]) => from === at).map(([, to]) => to);
          return [
            name,
            action({
              guard: ({ state }) => targets(state.at).length > 0,
              effect: ({ state, choose }) => {
                state.at = choose(targets(state.at));
              },
            }),
          ];
        }),
      ),
    predicates: () =>
      Object.fromEntries(
        Object.entries(labels).map(([name, states]) => [
          name,
          ({ at }: { readonly at: number }) => states.includes(at),
        ]),
      ),
    fairness: () => fairness,
  });
}
