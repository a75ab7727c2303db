/** Jobs that may wait at a time. */
export const ringLength = 4;

/** The words that both threads see, by what they hold. */
export const control = {
  /** Rung whenever there is something to do. */
  bell: 0,
  /** Messages sent so far; they are read before the next job. */
  messages: 1,
  /** Jobs posted, and done. */
  posted: 2,
  done: 3,
  status: 4,
  /** Bytes of the index. */
  indexBytes: 5,
  /** By place of the ring: the first key of the job, the one after its last, and how many of them were new. */
  jobs: 6,
} as const;

/** Words of a job. */
export const jobWord = { from: 0, to: 1, found: 2, words: 3 } as const;

export const controlWords: number = control.jobs + ringLength * jobWord.words;

/** What the thread says of itself. */
export const status = { starting: 0, ready: 1, outOfRoom: 2 } as const;

/** What a place of the ring holds: keys, and room for what becomes of them. */
export interface Place {
  readonly keys: Int32Array;
  readonly targets: Uint32Array;
  readonly isNew: Uint8Array;
}

/** Keys of a place to be numbered: all from one, up to but without another. */
export interface Job {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
}

/** What is sent ahead of jobs. */
export type Message =
  /** The set that jobs are for from now on: keys in chunks, so many of them in use. */
  | { readonly kind: 'take'; readonly chunks: Int32Array[]; readonly size: number }
  /** Room for more keys. */
  | { readonly kind: 'chunk'; readonly chunk: Int32Array }
  | { readonly kind: 'place'; readonly index: number; readonly place: Place }
  /** The set is not needed any more. */
  | { readonly kind: 'drop' };
