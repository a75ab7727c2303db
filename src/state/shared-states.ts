import { chunkBits, chunkMask } from './key-index.ts';
import type { StateSet } from './state-set.ts';
import { VisitedSet } from './visited.ts';

/**
 * States whose keys another thread numbers, as this one sees them: under their numbers, in chunks that both share. To
 * look a key up is for the other thread.
 */
export class SharedStates implements StateSet {
  readonly chunks: Int32Array[];
  readonly #indexBytes: () => number;
  size: number;

  constructor(chunks: Int32Array[], size: number, indexBytes: () => number) {
    this.chunks = chunks;
    this.size = size;
    this.#indexBytes = indexBytes;
  }

  low(number: number): number {
    return (this.chunks[number >>> chunkBits] as Int32Array)[(number & chunkMask) << 1] as number;
  }

  high(number: number): number {
    return (this.chunks[number >>> chunkBits] as Int32Array)[((number & chunkMask) << 1) | 1] as number;
  }

  get bytes(): number {
    return this.chunks.length * (8 << chunkBits) + this.#indexBytes();
  }

  insert(): never {
    throw new Error('only the other thread can look keys up');
  }

  append(): never {
    throw new Error('only the other thread can add keys');
  }

  emptied(): VisitedSet {
    return new VisitedSet();
  }
}
