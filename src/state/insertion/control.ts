import type { Sieve } from '../sieve.ts';
import type { Place } from './numbered.ts';

/** Jobs that may wait at a time. */
export const ringLength = 4;

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
  /** By place of the ring: the words of its job. */
  jobs: 8,
} as const;

/** Words of a job; `found` is how many states of the place are found after it. */
export const jobWord = { from: 0, to: 1, before: 2, found: 3, words: 4 } as const;

export const controlWords: number = control.jobs + ringLength * jobWord.words;

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
  /** The set is not needed any more. */
  | { readonly kind: 'drop' };
