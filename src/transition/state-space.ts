import type { Action } from '../spec/configuration.ts';
import type { Attempt } from '../state/approximate/state-stack.ts';
import type { Batch } from '../state/batch.ts';
import type { Sink, Source } from '../state/saving/sink.ts';
import type { Scratch } from '../state/spill/scratch.ts';

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
   * The batch stays valid until the next call. `next` is the first state that was not expanded, at least `first + 1`; or
   * `first` with an empty batch, if it takes a while, as it often does once the space has spilled: then the same is to be
   * asked again, once others had their turn.
   */
  expand(first: number, last: number): { readonly batch: Batch; readonly next: number };
  /**
   * To be called before `seed` by a search that expands the states in the order of their numbers and does not need to know
   * of every transition: those that certainly lead to known states may then be left out of batches, and only counted, if
   * all step predicates that are watched say yes to every transition of their action.
   */
  mayOmit?(): void;
  /**
   * Takes that back: from now on every transition is in a batch, whatever the order in which states are expanded, again if
   * they were before. What is about the transitions themselves, such as fairness, needs them all.
   */
  omitNothing?(): void;
  /** The state with a number. */
  state(number: number): S;
  /**
   * Turns a predicate on states into one on their numbers. If its usual answer is given, batches tell of which states found
   * it is not known that it gives that.
   */
  watch(where: string, predicate: (state: S) => boolean, usual?: boolean): (number: number) => boolean;
  /** Batches need not tell any more about what `watch` returned. */
  unwatch?(predicate: (number: number) => boolean): void;
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
  /** Ends what goes on beside this thread. Nothing may be expanded any more. */
  close?(): void;
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
  /** A second thread that fired states ahead; `lost` if it came to an end by itself, and the search went on without it. */
  readonly thread?: 'used' | 'lost';
  /** How many states it fired that were of use. */
  readonly firedAhead?: number;
  /** Keys, index and parent link of a state, on average. */
  readonly bytesPerState: number;
}
