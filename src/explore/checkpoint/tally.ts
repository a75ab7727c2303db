import { GrowableUint32 } from '../../state/growable.ts';
import { listOf, partOf, requireSound, type Sink, type Source, wholeNumber } from '../../state/saving/sink.ts';
import type { ActionStatistics } from '../exploration.ts';
import type { Parents } from '../spilling.ts';

/** What a breadth-first search counts, and the way back from every state. */
export interface Tally {
  readonly parents: Parents;
  readonly actions: ActionStatistics[];
  readonly perDepth: number[];
  transitions: number;
  terminal: number;
  /** States expanded; as they are in the order of their numbers, also the first that is not. */
  expanded: number;
  depthReached: number;
  /** The first state found at that depth. */
  deepest: number;
  initial: number;
  /** Whether a violation has ended the search. */
  isViolated: boolean;
}

/** Where a breadth-first search stands: the states of a depth that are still to be expanded. */
export interface Frontier {
  readonly first: number;
  readonly last: number;
  readonly depth: number;
}

const noParent = 0xffffffff;
const stretch = 1 << 14;

export function saveTally({ parents, ...figures }: Tally, sink: Sink): void {
  sink.value({ ...figures, states: parents.length });
  sink.words(parents.length, wordsOf(parents));
}

/** @throws Damaged when figures contradict each other */
export function restoreTally(source: Source, actionCount: number): Tally {
  const saved = source.value();
  const count = (key: string, value: unknown = partOf(saved, key)): number =>
    wholeNumber(value, 0, Number.MAX_SAFE_INTEGER, `not a count: ${key}`);
  const actions = listOf(
    partOf(saved, 'actions'),
    (one) => ({ fired: count('fired', partOf(one, 'fired')), newStates: count('newStates', partOf(one, 'newStates')) }),
    'no actions',
  );
  requireSound(actions.length === actionCount, 'another number of actions');
  const perDepth = listOf(partOf(saved, 'perDepth'), (states) => count('perDepth', states), 'no depths');
  const states = wholeNumber(partOf(saved, 'states'), 1, noParent - 1, 'a number of states');
  const initial = wholeNumber(partOf(saved, 'initial'), 1, states, 'initial states');
  requireSound(sum(perDepth) === states && perDepth[0] === initial, 'depths and states do not add up');
  const fired = sum(actions.map((action) => action.fired));
  requireSound(fired === count('transitions'), 'actions and transitions do not add up');
  return {
    parents: restoreParents(source, states, initial),
    actions,
    perDepth,
    transitions: fired,
    terminal: count('terminal'),
    expanded: wholeNumber(partOf(saved, 'expanded'), 0, states, 'expanded states'),
    depthReached: wholeNumber(partOf(saved, 'depthReached'), perDepth.length - 1, perDepth.length - 1, 'the depth'),
    deepest: wholeNumber(partOf(saved, 'deepest'), 0, states - 1, 'the deepest state'),
    initial,
    isViolated: partOf(saved, 'isViolated') === true,
  };
}

/** All states of a depth have numbers before any of the next. */
export function frontierOf({ expanded, perDepth }: Tally): Frontier {
  let last = 0;
  for (const [depth, states] of perDepth.entries()) {
    last += states;
    if (expanded < last) return { first: expanded, last, depth };
  }
  return { first: expanded, last, depth: perDepth.length };
}

function restoreParents(source: Source, states: number, initial: number): GrowableUint32 {
  const parents = new GrowableUint32();
  for (const words of source.words(states))
    for (const word of words) {
      const state = parents.length;
      const parent = word >>> 0;
      requireSound(
        state < initial ? parent === noParent : parent < state,
        'a state comes before the one it was found from',
      );
      parents.push(parent);
    }
  return parents;
}

function* wordsOf(parents: Parents): Iterable<Uint32Array> {
  const words = new Uint32Array(stretch);
  for (let first = 0; first < parents.length; first += stretch) {
    const length = Math.min(stretch, parents.length - first);
    for (let i = 0; i < length; i++) words[i] = parents.get(first + i);
    yield words.subarray(0, length);
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}
