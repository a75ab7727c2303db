import type { BlockArrays } from './block.ts';
import type { FiringSetup } from './block-firing.ts';

/** Blocks that may be in use at a time. */
export const blocksLength = 24;

/** The words that both threads see, by what they hold. */
export const control = {
  /** Rung whenever there is something to do; whoever sleeps at it is woken, which takes a while, so others are not. */
  bell: 0,
  isAsleep: 1,
  /** Messages sent so far; they are read before the next block. */
  messages: 2,
  /** Whether the second thread has started. */
  isReady: 3,
  /** Blocks posted, and done. */
  posted: 4,
  done: 5,
  /** The state that the first thread has come to; blocks that it has begun itself are passed over. */
  reached: 6,
  /** By place of the ring of blocks: the words of its block. */
  blocks: 7,
} as const;

/** Words of a block; `setup` is the number of the setup that it is to be fired by. */
export const blockWord = { first: 0, states: 1, limit: 2, notesSleep: 3, setup: 4, words: 5 } as const;

export const controlWords: number = control.blocks + blocksLength * blockWord.words;

/** What is sent ahead of blocks. */
export type Message =
  /** The blocks, once and for all. */
  | { readonly kind: 'blocks'; readonly blocks: readonly BlockArrays[] }
  /** How blocks are fired from now on, under a number; arrays that grow follow. */
  | { readonly kind: 'setup'; readonly number: number; readonly setup: FiringSetup }
  | { readonly kind: 'grown'; readonly index: number; readonly array: Int32Array };
