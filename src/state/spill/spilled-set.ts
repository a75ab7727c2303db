import { passing, type StateSet } from '../state-set.ts';
import { Candidates } from './candidates.ts';
import { DiskWords } from './disk-words.ts';
import type { Scratch } from './scratch.ts';
import { SortedRuns } from './sorted-runs.ts';

/** States are moved so many at a time. */
const stretch = 4096;

/**
 * The exact visited set on disk: keys by number, and once more in sorted runs. Keys that may be new are collected in memory
 * and held against all runs together (delayed duplicate detection: Stern and Dill, "Using Magnetic Disk instead of Main
 * Memory in the Murphi Verifier", CAV 1998): `insert`, then `resolve`, then `number`.
 * Cost: 16 bytes of disk a state, 24 for a moment, and memory for the candidates, however many states there are.
 */
export class SpilledSet implements StateSet {
  readonly #scratch: Scratch;
  readonly #keys: DiskWords;
  readonly #runs: SortedRuns;
  readonly #candidates: Candidates;
  readonly #room: number;
  /** By place among the sorted candidates: 1 if it is on disk. */
  #known: Uint8Array = new Uint8Array(0);
  #size = 0;
  /** Keys that were appended and are in no run yet; they lie where candidates are sorted. */
  #unsorted = 0;
  /** The first candidate that was not held against the disk, and the next that is to get a number. */
  #begun = 0;
  #next = 0;
  /** The set whose states are moved here, or from here; nobody asks it any more once candidates are collected. */
  #before: SpilledSet | undefined;
  #heir: SpilledSet | undefined;

  /** `room` is how many candidates are collected at a time. */
  constructor(scratch: Scratch, room: number, candidates: Candidates = new Candidates(room)) {
    this.#scratch = scratch;
    this.#keys = new DiskWords(scratch);
    this.#runs = new SortedRuns(scratch);
    this.#candidates = candidates;
    this.#room = room;
  }

  /** All states of a set in memory, under the same numbers. Pauses often; that set stays as it is. @throws NotWritten */
  static *takingOver(set: StateSet, scratch: Scratch, room: number): Generator<void, SpilledSet> {
    const spilled = new SpilledSet(scratch, room);
    const keys = new Int32Array(2 * stretch);
    for (let first = 0; first < set.size; first += stretch) {
      const count = Math.min(stretch, set.size - first);
      for (let i = 0; i < count; i++) {
        keys[2 * i] = set.low(first + i);
        keys[2 * i + 1] = set.high(first + i);
      }
      yield* spilled.#append(keys, count);
      yield;
    }
    yield* spilled.#sortRest();
    return spilled;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes held in memory. */
  get bytes(): number {
    return this.#candidates.bytes + this.#known.length + this.#keys.bytes;
  }

  low(number: number): number {
    return number < passing ? this.#keys.get(2 * number) : (this.#candidates.keys[2 * (number - passing)] as number);
  }

  high(number: number): number {
    return number < passing
      ? this.#keys.get(2 * number + 1)
      : (this.#candidates.keys[2 * (number - passing) + 1] as number);
  }

  /** True if no more candidates should be collected before they are resolved. */
  get isFull(): boolean {
    return this.#candidates.size >= this.#room;
  }

  /** Candidates from now on are held against the disk together. */
  begin(): void {
    if (2 * this.#candidates.size > this.#room) this.#candidates.clear();
    this.#begun = this.#candidates.size;
    this.#next = this.#begun;
  }

  /** Collects keys as candidates. Their numbers pass; `isNew` says which were not candidates before. */
  insert(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void {
    this.#settle();
    this.#candidates.insert(keys, count, targets, isNew);
    for (let i = 0; i < count; i++) targets[i] = (targets[i] as number) + passing;
  }

  /** Notes what sleeps in a candidate, should it be new. */
  noteSleepers(target: number, sleepers: number): void {
    this.#candidates.sleepers[target - passing] = sleepers;
  }

  /**
   * Finds out which candidates are new, and tells what sleeps in each of these, in order. Pauses often.
   * @throws NotWritten, NotRead
   */
  *resolve(onNew: (sleepers: number) => void): Generator<void, void> {
    const candidates = this.#candidates;
    const count = candidates.size - this.#begun;
    candidates.isKnown.fill(0, this.#begun, candidates.size);
    new Int32Array(candidates.sorting.buffer).set(candidates.keys.subarray(2 * this.#begun, 2 * candidates.size));
    const [sorted, known] = this.#sort(count);
    yield* this.#runs.mark(sorted, count, known);
    for (let i = 0; i < count; i++)
      if (known[i] === 1) {
        const place = candidates.find((sorted[2 * i] as number) | 0, (sorted[2 * i + 1] as number) | 0);
        candidates.isKnown[place] = 1;
      }
    for (let candidate = this.#begun; candidate < candidates.size; candidate++) {
      if (candidate % stretch === 0) yield;
      if (candidates.isKnown[candidate] === 1) continue;
      this.#push(candidates.keys, candidate);
      onNew(candidates.sleepers[candidate] as number);
    }
    yield* this.#runs.add(sorted, count, known);
  }

  /** Gives those of some collected targets that are new the next numbers, in order, and tells which they are. */
  number(targets: Uint32Array, count: number, isNew: Uint8Array): void {
    for (let i = 0; i < count; i++) {
      const candidate = (targets[i] as number) - passing;
      isNew[i] = 0;
      if (candidate !== this.#next) continue;
      this.#next++;
      if (this.#candidates.isKnown[candidate] === 1) continue;
      isNew[i] = 1;
      targets[i] = this.#size++;
    }
  }

  /** The number of a state whose number may pass. Cost: all keys are read if it does. */
  lasting(number: number): number {
    if (number < passing) return number;
    const [low, high] = [this.low(number), this.high(number)];
    for (let state = 0; state < this.#size; state++)
      if (this.low(state) === low && this.high(state) === high) return state;
    throw new Error('a state was not found again');
  }

  append(keys: Int32Array, count: number, targets: Uint32Array, isNew: Uint8Array): void {
    for (let i = 0; i < count; i++) targets[i] = this.#size + i;
    isNew.fill(1, 0, count);
    for (const _ of this.#append(keys, count));
  }

  /** Its states come from here; this one's files are removed when it has them all. */
  emptied(): SpilledSet {
    if (this.#heir !== undefined) this.#heir.#before = undefined;
    this.#heir?.remove();
    this.#candidates.clear();
    const heir = new SpilledSet(this.#scratch, this.#room, this.#candidates);
    heir.#before = this;
    this.#heir = heir;
    return heir;
  }

  remove(): void {
    this.#before?.remove();
    this.#before = undefined;
    this.#keys.remove();
    this.#runs.remove();
  }

  /** @throws RangeError when there is no number left; NotWritten */
  #push(keys: Int32Array, at: number): void {
    if (this.#keys.length === 2 * passing) throw new RangeError('Set maximum size exceeded');
    this.#keys.push(keys[2 * at] as number);
    this.#keys.push(keys[2 * at + 1] as number);
  }

  *#append(keys: Int32Array, count: number): Generator<void, void> {
    const { sorting } = this.#candidates;
    const words = new Int32Array(sorting.buffer);
    for (let i = 0; i < count; i++) {
      if (this.#unsorted === sorting.length) yield* this.#sortRest();
      words[2 * this.#unsorted] = keys[2 * i] as number;
      words[2 * this.#unsorted + 1] = keys[2 * i + 1] as number;
      this.#unsorted++;
      this.#push(keys, i);
    }
    this.#size += count;
  }

  /** Makes a run of the keys that were appended last. */
  *#sortRest(): Generator<void, void> {
    const [sorted, known] = this.#sort(this.#unsorted);
    yield* this.#runs.add(sorted, this.#unsorted, known);
    this.#unsorted = 0;
  }

  /** From here on, memory for sorting is for candidates, and nobody asks the set that states came from. */
  #settle(): void {
    if (this.#unsorted > 0) for (const _ of this.#sortRest());
    this.#before?.remove();
    this.#before = undefined;
  }

  /** Sorts so many keys where they lie, and returns them with as many zeros. */
  #sort(count: number): [keys: Uint32Array, known: Uint8Array] {
    const { sorting } = this.#candidates;
    sorting.subarray(0, count).sort();
    if (this.#known.length < sorting.length) this.#known = new Uint8Array(sorting.length);
    return [new Uint32Array(sorting.buffer), this.#known.fill(0, 0, count)];
  }
}
