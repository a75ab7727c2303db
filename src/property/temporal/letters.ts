import type { Atom } from './normal-form.ts';
import type { StateGraph } from './state-graph.ts';

/** An array of unsigned integers. */
export type Bits = Uint8Array | Uint16Array | Uint32Array;

/** Which atoms are true where, as bits: of a place in a run, what its state says and what the action taken there says. */
export interface Letters {
  readonly ofState: Bits;
  readonly ofAction: Uint32Array;
}

/** How many states are looked at between two pauses. */
const stretch = 1 << 15;

/** An array with so many bits for each entry. */
export function bitsArray(bits: number, length: number): Bits {
  return bits <= 8 ? new Uint8Array(length) : bits <= 16 ? new Uint16Array(length) : new Uint32Array(length);
}

/**
 * Asks every state what it says, once. `watched` are the predicates of the atoms about states, by atom. Cost: a byte a
 * state for each eight atoms.
 */
export function* lettersOf<S>(
  graph: StateGraph,
  atoms: readonly Atom<S>[],
  watched: readonly (((state: number) => boolean) | undefined)[],
): Generator<void, Letters> {
  const { size, first, action, stay } = graph;
  const ofAction = actionBits(atoms, 'taken', stay);
  const enables = actionBits(atoms, 'enabled', stay);
  const ofState = bitsArray(atoms.length, size);
  const asked = watched.flatMap((holds, i) => (holds === undefined ? [] : [{ holds, bit: 1 << i }]));
  const asksActions = enables.some((bits) => bits !== 0);
  for (let state = 0; state < size; state++) {
    let bits = 0;
    for (const { holds, bit } of asked) if (holds(state)) bits |= bit;
    if (asksActions) {
      const end = first[state + 1] as number;
      for (let edge = first[state] as number; edge < end; edge++) bits |= enables[action[edge] as number] as number;
    }
    ofState[state] = bits;
    if (state % stretch === 0) yield;
  }
  return { ofState, ofAction };
}

function actionBits<S>(atoms: readonly Atom<S>[], kind: 'taken' | 'enabled', stay: number): Uint32Array {
  const bits = new Uint32Array(stay + 1);
  for (const [i, atom] of atoms.entries())
    if (atom.kind === kind) for (const action of atom.actions) bits[action] = (bits[action] as number) | (1 << i);
  return bits;
}
