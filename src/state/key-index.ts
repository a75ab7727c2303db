import { hashPair } from './packing.ts';

/** Keys of a chunk, as a power of two. */
export const chunkBits = 16;
export const chunkMask: number = (1 << chunkBits) - 1;

/** The bits of a hash from here on choose among several segments of an index. */
export const segmentShift = 30;

/** Room for keys. */
export function newChunk(): Int32Array {
  return new Int32Array(2 << chunkBits);
}

/**
 * Enters the keys of a chunk that belong to a segment, from number `first` on, below `size`, into its index; those of a few
 * hundred at a time are touched first.
 */
export function reindex(
  chunk: Int32Array,
  first: number,
  size: number,
  index: Uint32Array,
  numberMask: number,
  segment: number,
  segmentMask: number,
): void {
  const mask = index.length - 1;
  const stretch = 512;
  const hashes = new Int32Array(stretch);
  const count = Math.min(size - first, 1 << chunkBits);
  let sum = 0;
  for (let start = 0; start < count; start += stretch) {
    const end = Math.min(start + stretch, count);
    for (let i = start; i < end; i++) {
      const hash = hashPair(chunk[2 * i] as number, chunk[2 * i + 1] as number);
      hashes[i - start] = hash;
      sum ^= index[hash & mask] as number;
    }
    for (let i = start; i < end; i++) {
      const hash = hashes[i - start] as number;
      if (((hash >>> segmentShift) & segmentMask) !== segment) continue;
      let at = hash & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = ((hash & ~numberMask) | (first + i + 1)) >>> 0;
    }
  }
  hashes[0] = sum;
}

/** Computes the hash of every key and reads the entry that it leads to. Cost: a cache miss each, many at once. */
export function touchIndex(keys: Int32Array, count: number, index: Uint32Array, hashes: Uint32Array): number {
  const mask = index.length - 1;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashPair(keys[2 * i] as number, keys[2 * i + 1] as number);
    hashes[i] = hash;
    sum ^= index[hash & mask] as number;
  }
  return sum;
}

/**
 * Passes over entries with other tags. Where that ends, in `places`, looking up will go on: at an entry that is free or has
 * the tag, and then the key that it stands for is read. Cost: a cache miss for each key that is known, many at once.
 */
export function touchKeys(
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Uint32Array,
  places: Uint32Array,
  chunks: readonly Int32Array[],
): number {
  const mask = index.length - 1;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const hash = hashes[i] as number;
    let at = hash & mask;
    let entry = index[at] as number;
    while (entry !== 0 && ((entry ^ hash) & ~numberMask) !== 0) {
      at = (at + 1) & mask;
      entry = index[at] as number;
    }
    places[i] = at;
    if (entry === 0) continue;
    const number = ((entry & numberMask) >>> 0) - 1;
    sum ^= (chunks[number >>> chunkBits] as Int32Array)[(number & chunkMask) << 1] as number;
  }
  return sum;
}

/**
 * Looks the touched keys up from their places on, one after the other, and adds those that are missing. Entries stay where
 * they are, so what was passed over need not be looked at again. Returns the new size.
 */
export function insertTouched(
  keys: Int32Array,
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Uint32Array,
  places: Uint32Array,
  chunks: Int32Array[],
  size: number,
  targets: Uint32Array,
  isNew: Uint8Array,
): number {
  const mask = index.length - 1;
  let next = size;
  for (let i = from; i < to; i++) {
    const low = keys[2 * i] as number;
    const high = keys[2 * i + 1] as number;
    const hash = hashes[i] as number;
    const tag = (hash & ~numberMask) >>> 0;
    let at = places[i] as number;
    for (;;) {
      const entry = index[at] as number;
      if (entry === 0) {
        if (next >>> chunkBits === chunks.length) chunks.push(newChunk());
        const chunk = chunks[next >>> chunkBits] as Int32Array;
        chunk[(next & chunkMask) << 1] = low;
        chunk[((next & chunkMask) << 1) | 1] = high;
        targets[i] = next;
        isNew[i] = 1;
        next++;
        index[at] = (tag | next) >>> 0;
        break;
      }
      if ((entry & ~numberMask) >>> 0 === tag) {
        const number = ((entry & numberMask) >>> 0) - 1;
        const chunk = chunks[number >>> chunkBits] as Int32Array;
        const offset = (number & chunkMask) << 1;
        if (chunk[offset] === low && chunk[offset + 1] === high) {
          targets[i] = number;
          isNew[i] = 0;
          break;
        }
      }
      at = (at + 1) & mask;
    }
  }
  return next;
}
