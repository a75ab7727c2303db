import { type Automaton, acceptingComponents, type Edge, isWiderLabel } from './automaton.ts';

/**
 * A smaller automaton for the same runs. States from which nothing is accepted go; marks that no accepted run can profit
 * from go; then of two states that simulate each other one, and transitions that another one makes superfluous.
 *
 * Direct simulation as in K. Etessami and G. J. Holzmann, "Optimizing Büchi automata", CONCUR 2000, with acceptance on
 * transitions.
 */
export function reduce(automaton: Automaton): Automaton {
  let smaller = withoutIdleSets(automaton);
  for (;;) {
    const { states, acceptanceSets } = bySimulation(prune(smaller));
    if (size(states) === size(smaller.states)) return { states, acceptanceSets };
    smaller = { states, acceptanceSets };
  }
}

function size(states: Automaton['states']): number {
  return states.reduce((sum, edges) => sum + 1 + edges.length, 0);
}

/** An acceptance set that holds every transition asks for nothing. */
function withoutIdleSets({ states, acceptanceSets }: Automaton): Automaton {
  const everywhere = states.flat().reduce((all, { accepts }) => all & accepts, 2 ** acceptanceSets - 1);
  const kept = Array.from({ length: acceptanceSets }, (_, i) => i).filter((i) => ((everywhere >> i) & 1) === 0);
  const renumbered = (accepts: number): number => kept.reduce((bits, i, k) => bits | (((accepts >> i) & 1) << k), 0);
  return {
    acceptanceSets: kept.length,
    states: states.map((edges) => edges.map((edge) => ({ ...edge, accepts: renumbered(edge.accepts) }))),
  };
}

/** Only transitions within an accepting component keep their marks, and only states that lead to one stay. */
function prune(automaton: Automaton): Automaton {
  const component = acceptingComponents(automaton);
  const isLive = component.map((one) => one >= 0);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [state, edges] of automaton.states.entries()) {
      if (isLive[state] || !edges.some(({ target }) => isLive[target])) continue;
      isLive[state] = true;
      grown = true;
    }
  }
  const states = automaton.states.map((edges, state) =>
    edges
      .filter(({ target }) => isLive[target])
      .map((edge) => {
        const isInside = component[state] !== -1 && component[state] === component[edge.target];
        return isInside ? edge : { ...edge, accepts: 0 };
      }),
  );
  return renumber({ ...automaton, states }, [...states.keys()]);
}

/** The states that are still reached once each stands for those that it represents. */
function renumber({ states, acceptanceSets }: Automaton, representative: readonly number[]): Automaton {
  const first = representative[0] as number;
  const numbers = new Map([[first, 0]]);
  const order = [first];
  for (const state of order)
    for (const { target } of states[state] as readonly Edge[]) {
      const stands = representative[target] as number;
      if (numbers.has(stands)) continue;
      numbers.set(stands, order.length);
      order.push(stands);
    }
  const moved = order.map((state) =>
    (states[state] as readonly Edge[]).map((edge) => {
      return { ...edge, target: numbers.get(representative[edge.target] as number) as number };
    }),
  );
  return { acceptanceSets, states: moved };
}

function bySimulation(automaton: Automaton): Automaton {
  const { states } = automaton;
  const simulates = directSimulation(states);
  const representative = states.map((_, state) =>
    states.findIndex((_, other) => simulates(other, state) && simulates(state, other)),
  );
  const trimmed = states.map((edges) =>
    edges.filter((edge, i) => {
      return !edges.some((other, j) => i !== j && isCovered(edge, other) && (j < i || !isCovered(other, edge)));
    }),
  );
  function isCovered(edge: Edge, other: Edge): boolean {
    return isMatched(edge, other) && simulates(other.target, edge.target);
  }
  return renumber({ ...automaton, states: trimmed }, representative);
}

/** The other transition is taken on no fewer letters, and is in no fewer acceptance sets. */
function isMatched(edge: Edge, other: Edge): boolean {
  return isWiderLabel(other, edge) && (edge.accepts & ~other.accepts) === 0;
}

/** The greatest relation in which whatever the one state can do the other can do as well, and end up as well off. */
function directSimulation(states: Automaton['states']): (able: number, state: number) => boolean {
  const related = states.map(() => states.map(() => true));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [able, its] of states.entries())
      for (const [state, edges] of states.entries()) {
        if (!related[able]?.[state]) continue;
        const canFollow = edges.every((edge) =>
          its.some((other) => isMatched(edge, other) && related[other.target]?.[edge.target]),
        );
        if (canFollow) continue;
        (related[able] as boolean[])[state] = false;
        changed = true;
      }
  }
  return (able, state) => related[able]?.[state] === true;
}
