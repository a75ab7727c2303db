/** Where a search puts what it has no room for in memory, for as long as it runs. */
export interface Scratch {
  /** A new file, empty. @throws NotWritten */
  readonly create: () => ScratchFile;
  /** Removes all files. */
  readonly clear: () => void;
  /** Words that are written and read at a time: a power of two, from 4 on. */
  readonly pageWords: number;
  /** Bytes of all files together, when they were largest. */
  readonly mostBytes: number;
}

/** A file of 32-bit words. Places are counted in words. */
export interface ScratchFile {
  /** Writes words at a place, which is no further than the end. @throws NotWritten */
  readonly write: (at: number, words: Int32Array) => void;
  /** Fills an array with the words from a place on. @throws NotRead */
  readonly read: (at: number, words: Int32Array) => void;
  readonly remove: () => void;
}

/** What was to be kept on disk could not be written: the disk is full, or worse. */
export class NotWritten extends Error {}

/** What was kept on disk cannot be read, or is not what was written: nothing can be said any more. */
export class NotRead extends Error {}
