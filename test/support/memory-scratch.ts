import { NotRead, NotWritten, type Scratch, type ScratchFile } from '../../src/state/spill/scratch.ts';

/** What goes wrong with a disk. */
export interface Faults {
  /** Words that there is room for. */
  readonly room?: number;
  /** Changes what is read, by the number of the read. */
  readonly spoil?: (read: number, words: Int32Array) => void;
}

/** A disk in memory, with small pages, so that small searches turn many. */
export class MemoryScratch implements Scratch {
  readonly pageWords: number;
  readonly #faults: Faults;
  readonly #files = new Set<number[]>();
  mostBytes = 0;
  reads = 0;
  writes = 0;

  constructor(pageWords = 8, faults: Faults = {}) {
    this.pageWords = pageWords;
    this.#faults = faults;
  }

  /** Files that were not removed. */
  get files(): number {
    return this.#files.size;
  }

  create(): ScratchFile {
    const held: number[] = [];
    this.#files.add(held);
    return {
      write: (at, words) => {
        if (at > held.length) throw new Error('a gap in a file');
        this.writes++;
        if (this.#bytes / 4 + words.length > (this.#faults.room ?? Number.POSITIVE_INFINITY))
          throw new NotWritten('no space left on device');
        for (const [i, word] of words.entries()) held[at + i] = word;
        this.mostBytes = Math.max(this.mostBytes, this.#bytes);
      },
      read: (at, words) => {
        if (!this.#files.has(held)) throw new Error('a file is read that was removed');
        if (at + words.length > held.length) throw new NotRead('it ends too early');
        words.set(held.slice(at, at + words.length));
        this.reads++;
        this.#faults.spoil?.(this.reads, words);
      },
      remove: () => this.#files.delete(held),
    };
  }

  clear(): void {
    this.#files.clear();
  }

  get #bytes(): number {
    return 4 * [...this.#files].reduce((sum, { length }) => sum + length, 0);
  }
}
