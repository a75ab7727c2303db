/** Keys of a chunk, as a power of two. */
export const chunkBits = 16;
export const chunkMask: number = (1 << chunkBits) - 1;

/** The bits of a hash from here on choose among several segments of an index. */
export const segmentShift = 30;

/** Keys whose entries are touched before they are entered in a new index: few enough for what was touched to stay in the cache. */
const stretch = 512;

/** Enters the keys of a chunk that belong to a segment, from number `first` on, below `size`, into its index. */
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
  const hashes = new Int32Array(stretch);
  const count = Math.min(size - first, 1 << chunkBits);
  for (let start = 0; start < count; start += stretch) {
    const length = Math.min(stretch, count - start);
    hashKeys(chunk, start, length, hashes);
    touchIndex(index, hashes, length);
    for (let i = 0; i < length; i++) {
      const hash = hashes[i] as number;
      if (((hash >>> segmentShift) & segmentMask) !== segment) continue;
      let at = hash & mask;
      while (index[at] !== 0) at = (at + 1) & mask;
      index[at] = ((hash & ~numberMask) | (first + start + i + 1)) >>> 0;
    }
  }
}

/** Computes the hashes of keys from a place on. */
export function hashKeys(keys: Int32Array, from: number, count: number, hashes: Int32Array): void {
  for (let i = 0; i < count; i++)
    hashes[i] = hashPair(keys[2 * (from + i)] as number, keys[2 * (from + i) + 1] as number);
}

/**
 * Reads the entries that hashes lead to. Cost: a cache miss each. So short a loop, four at a time, keeps enough of them
 * under way at a time, as the processor looks no further ahead than some hundred instructions.
 */
export function touchIndex(index: Uint32Array, hashes: Int32Array, count: number): number {
  const mask = index.length - 1;
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < count; i += 4) {
    a ^= index[(hashes[i] as number) & mask] as number;
    b ^= index[(hashes[i + 1] as number) & mask] as number;
    c ^= index[(hashes[i + 2] as number) & mask] as number;
    d ^= index[(hashes[i + 3] as number) & mask] as number;
  }
  for (; i < count; i++) a ^= index[(hashes[i] as number) & mask] as number;
  return a ^ b ^ c ^ d;
}

/**
 * Passes over entries with other tags. Where that ends, in `places`, looking up will go on: at an entry that is free or has
 * the tag, and then the key that it stands for is read. The numbers of these keys are put aside in `found` meanwhile.
 * Cost: a cache miss for each key that is known, many at once.
 */
export function touchKeys(
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Int32Array,
  places: Uint32Array,
  chunks: readonly Int32Array[],
  found: Uint32Array,
): number {
  const mask = index.length - 1;
  let count = from;
  for (let i = from; i < to; i++) {
    const hash = hashes[i] as number;
    let at = hash & mask;
    let entry = index[at] as number;
    while (entry !== 0 && ((entry ^ hash) & ~numberMask) !== 0) {
      at = (at + 1) & mask;
      entry = index[at] as number;
    }
    places[i] = at;
    found[count] = (entry & numberMask) - 1;
    if (entry !== 0) count++;
  }
  return readKeys(chunks, found, from, count);
}

function readKeys(chunks: readonly Int32Array[], numbers: Uint32Array, from: number, to: number): number {
  let [a, b] = [0, 0];
  let i = from;
  for (; i + 1 < to; i += 2) {
    const [one, other] = [numbers[i] as number, numbers[i + 1] as number];
    a ^= (chunks[one >>> chunkBits] as Int32Array)[(one & chunkMask) << 1] as number;
    b ^= (chunks[other >>> chunkBits] as Int32Array)[(other & chunkMask) << 1] as number;
  }
  return a ^ b;
}

/**
 * Looks the touched keys up from their places on, one after the other, and adds those that are missing, for all of which
 * there is room. Entries stay where they are, so what was passed over need not be looked at again. Returns the new size.
 */
export function insertTouched(
  keys: Int32Array,
  from: number,
  to: number,
  index: Uint32Array,
  numberMask: number,
  hashes: Int32Array,
  places: Uint32Array,
  chunks: readonly Int32Array[],
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

/** Mixes two words well enough for the low bits to be used as an index (finaliser of MurmurHash3). */
export function hashPair(low: number, high: number): number {
  let hash = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return hash ^ (hash >>> 15);
}
