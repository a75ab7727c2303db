import type { Action } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import type { Sink, Source } from '../state/saving/sink.ts';
import type { Scratch } from '../state/spill/scratch.ts';

/** Transitions of a run of consecutive states, in the order of their sources; those of one source in any order, but always the same. Entries below `length` are valid. */
export interface Batch {
  length: number;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  readonly target: Uint32Array;
  /** 1 if the target was not known before this transition. */
  readonly isNew: Uint8Array;
  /** The states of the run that have no successor, in order. */
  readonly terminal: number[];
  /** By action: transitions of these states that were left out. All 0, unless the space was told that it may omit some. */
  readonly omitted: Uint32Array;
}

/** How many transitions a batch aims at; an engine may stop expanding once it holds this many. */
export const batchTarget = 4096;

/** States of a batch at most, as a batch in which transitions are omitted could go on for long. */
export const greatestRun: number = 4 * batchTarget;

/** Room for `batchTarget` transitions and for those of one more state, however many it has. */
export function createBatch(capacity: number, actions: number): Batch {
  return {
    length: 0,
    terminal: [],
    omitted: new Uint32Array(actions),
    source: new Uint32Array(capacity),
    action: new Uint32Array(capacity),
    target: new Uint32Array(capacity),
    isNew: new Uint8Array(capacity),
  };
}

/** A batch with the same entries and room for twice as many. */
export function widenBatch(batch: Batch): Batch {
  const { length, terminal, omitted } = batch;
  const wide = { ...createBatch(2 * batch.source.length, 0), length, terminal, omitted };
  wide.source.set(batch.source);
  wide.action.set(batch.action);
  wide.target.set(batch.target);
  wide.isNew.set(batch.isNew);
  return wide;
}

/** Makes a batch ready for the next run of states. */
export function emptyBatch(batch: Batch): void {
  batch.length = 0;
  batch.terminal.length = 0;
  batch.omitted.fill(0);
}

/**
 * The seam between what a spec means and how it is searched: a graph that is discovered while one looks. States are
 * numbers from 0, dense, in the order in which they were found; each is kept exactly.
 */
export interface StateSpace<S> {
  readonly actions: readonly Action<S>[];
  /** Distinct states found so far. */
  readonly size: number;
  /** Finds the initial states; they are numbered 0 to the returned count - 1. */
  seed(): number;
  /**
   * Fires every enabled action of the states from `first` on, up to but without `last`, until a batch is full.
   * The batch stays valid until the next call. `next` is the first state that was not expanded, at least `first + 1`; but
   * once the space has spilled it may be `first` again and again, with an empty batch, while the space prepares.
   */
  expand(first: number, last: number): { readonly batch: Batch; readonly next: number };
  /**
   * To be called before `seed` by a search that expands the states in the order of their numbers and does not need to know
   * of every transition: those that certainly lead to known states may then be left out of batches, and only counted.
   */
  mayOmit?(): void;
  /**
   * Takes that back: from now on every transition is in a batch, whatever the order in which states are expanded, again if
   * they were before. What is about the transitions themselves, such as fairness, needs them all.
   */
  omitNothing?(): void;
  /** The state with a number. */
  state(number: number): S;
  /** Turns a predicate on states into one on their numbers. */
  watch(where: string, predicate: (state: S) => boolean): (number: number) => boolean;
  /** Turns a predicate on transitions into one on numbers: source state, action, target state. */
  watchStep(
    where: string,
    predicate: (before: S, action: Action<S>, after: S) => boolean,
  ): (source: number, action: number, target: number) => boolean;
  /** To be called once at the end: holds the last use of all that was learned against the user's functions. */
  recheck(): void;
  /**
   * Goes on from the initial states with a stack. From now on `expand` is for the state on top, alone; numbers are places on
   * the stack, and those of targets that were seen before are valid until the next `expand`.
   */
  stacked?(attempt: Attempt): StackedSpace;
  /**
   * Moves what is known to disk, in pauses of the search; the states of which are then expanded in order, each once.
   * `room` is for how many targets at a time there is memory. From now on the numbers of targets that are not new pass: they
   * are valid until the next `expand`.
   * @throws NotWritten, as `expand` does from then on, and NotRead as everything does
   */
  spill?(scratch: Scratch, room: number): Generator<void, void>;
  /** The number of a state that does not pass. */
  lasting?(number: number): number;
  /** Hands over all states. */
  save?(sink: Sink): void;
  /**
   * In place of `seed`: takes over states that were saved, of which so many were expanded.
   * @throws Damaged when they do not fit together, or are not of this spec
   */
  restore?(source: Source, counts: SavedCounts): void;
  /** What an engine that learns has learned so far. */
  learned?(): Learned;
}

/** How many states were saved, and how many of them were expanded, or are initial. */
export interface SavedCounts {
  readonly states: number;
  readonly expanded: number;
  readonly initial: number;
}

/** A state space that keeps only the states on a stack, under their places there, and takes others for known by a filter. */
export interface StackedSpace {
  /** Distinct initial states; they are on the stack. */
  readonly initial: number;
  /** Takes off all states from a place on. */
  readonly cut: (size: number) => void;
  /** A hash of 32 bits of a state on the stack, the same in every attempt. */
  readonly identify: (place: number) => number;
}

/** What an engine has learned of a spec: why a spec is fast, or slow. */
export interface Learned {
  /** Calls of the functions of the spec, guard and effect together, reference runs for comparison not included. */
  readonly userCalls: number;
  readonly components: readonly {
    /** Paths of the slots, written as a user would. */
    readonly slots: readonly string[];
    readonly values: number;
    readonly operations: number;
  }[];
  readonly actions: readonly {
    readonly label: string;
    /** Nodes of its decision tree. */
    readonly nodes: number;
    readonly misses: number;
    readonly isDirect: boolean;
  }[];
  /** The predicates that are called for every state or transition, by the names that errors have for them. */
  readonly directPredicates: readonly string[];
  /** Transitions that were counted without a look-up, as they certainly lead to known states. */
  readonly omitted: number;
  /** 32-bit words of a state before folding. */
  readonly words: number;
  /** Numbers in the table of transitions by component value. */
  readonly tableLength: number;
  /** Keys, index and parent link of a state, on average. */
  readonly bytesPerState: number;
}
