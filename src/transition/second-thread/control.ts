import type { Place } from '../../state/numbered.ts';
import type { Sieve } from '../../state/sieve.ts';
import type { BlockArrays } from './block.ts';
import type { FiringSetup } from './block-firing.ts';

/** Jobs that may wait at a time. */
export const ringLength = 4;

/** Blocks that may wait at a time. */
export const blocksLength = 24;

/** The words that both threads see, by what they hold. */
export const control = {
  /** Rung whenever there is something to do; whoever sleeps at it is woken, which takes a while, so others are not. */
  bell: 0,
  isAsleep: 7,
  /** Messages sent so far; they are read before the next job. */
  messages: 1,
  /** Jobs posted, and done. */
  posted: 2,
  done: 3,
  status: 4,
  /** Bytes of the index. */
  indexBytes: 5,
  /** Whether the thread that posts waits for one that is done. */
  isWaiting: 6,
  /** Blocks posted, and done. */
  blocksPosted: 8,
  blocksDone: 9,
  /** The state that the other thread has come to; blocks that it has begun itself are passed over. */
  reached: 10,
  /** By place of the ring: the words of its job. */
  jobs: 12,
  /** By block: its words. */
  blocks: 28,
} as const;

/** Words of a job; `found` is how many states of the place are found after it. */
export const jobWord = { from: 0, to: 1, before: 2, found: 3, words: 4 } as const;

/** Words of a block; `setup` is the number of the setup that it is to be fired by. */
export const blockWord = { first: 0, states: 1, limit: 2, notesSleep: 3, setup: 4, words: 5 } as const;

export const controlWords: number = control.blocks + blocksLength * blockWord.words;

/** What the thread says of itself. */
export const status = { starting: 0, ready: 1, outOfRoom: 2 } as const;

/** What is sent ahead of jobs. */
export type Message =
  /** The set that jobs are for from now on: keys in chunks, so many of them in use. */
  | { readonly kind: 'take'; readonly chunks: Int32Array[]; readonly size: number }
  /** Room for more keys. */
  | { readonly kind: 'chunk'; readonly chunk: Int32Array }
  | { readonly kind: 'place'; readonly index: number; readonly place: Place }
  /** What is known of predicates; nothing until the first message of this kind after `take`. */
  | { readonly kind: 'sieves'; readonly sieves: readonly Sieve[] | undefined }
  /** The blocks, once and for all. */
  | { readonly kind: 'blocks'; readonly blocks: readonly BlockArrays[] }
  /** How blocks are fired from now on, under a number; arrays that grow follow. */
  | { readonly kind: 'setup'; readonly number: number; readonly setup: FiringSetup }
  | { readonly kind: 'grown'; readonly index: number; readonly array: Int32Array }
  /** The set is not needed any more. */
  | { readonly kind: 'drop' };
