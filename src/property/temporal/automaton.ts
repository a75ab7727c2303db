/**
 * A generalised Büchi automaton with labels and acceptance on its transitions. A run is accepted if it takes, for every
 * acceptance set, transitions of the set again and again. State 0 is initial.
 */
export interface Automaton {
  /** How many acceptance sets there are; 30 at most. */
  readonly acceptanceSets: number;
  /** The transitions from each state. */
  readonly states: readonly (readonly Edge[])[];
}

/** A transition of an automaton, on all letters that have the atoms of `positive` and none of `negative`. Sets are bits. */
export interface Edge {
  readonly positive: number;
  readonly negative: number;
  /** The acceptance sets that it belongs to. */
  readonly accepts: number;
  readonly target: number;
}

/** Every letter of the one is a letter of the other. */
export function isWiderLabel(wide: Edge, narrow: Edge): boolean {
  return (wide.positive & ~narrow.positive) === 0 && (wide.negative & ~narrow.negative) === 0;
}

/**
 * The strongly connected components of an automaton, by state: the number of its component; those that have no transition
 * inside, or whose transitions inside leave an acceptance set out, have none, which is -1.
 */
export function acceptingComponents({ states, acceptanceSets }: Automaton): readonly number[] {
  const component = componentsOf(states);
  const inside = new Map<number, number>();
  for (const [state, edges] of states.entries())
    for (const { target, accepts } of edges)
      if (component[target] === component[state])
        inside.set(component[state] as number, (inside.get(component[state] as number) ?? 0) | accepts);
  const all = 2 ** acceptanceSets - 1;
  return component.map((one) => (inside.get(one) === all ? one : -1));
}

/** Automata are small: reachability is closed by repetition. */
function componentsOf(states: Automaton['states']): readonly number[] {
  const reach = states.map((edges) => new Set(edges.map(({ target }) => target)));
  for (let grown = true; grown; ) {
    grown = false;
    for (const reached of reach) {
      const before = reached.size;
      for (const target of [...reached]) for (const further of reach[target] as Set<number>) reached.add(further);
      if (reached.size > before) grown = true;
    }
  }
  return states.map((_, state) => {
    const first = states.findIndex((_, other) => reach[state]?.has(other) && reach[other]?.has(state));
    return first >= 0 && first < state ? first : state;
  });
}
