import { type Allocate, copied, ownRoom, sharedRoom } from './room.ts';

/** Entries of a table at most; when it is full, everything is forgotten and worked out anew as needed. */
const greatestCount = 1 << 21;

/** Numbers of an entry: operation + 1, value, result, note. */
const entryWidth = 4;

/** Where a thread may see another's later write before an earlier one, it must be told to read an entry after its key. */
const readsOutOfOrder: boolean = !['x64', 'ia32'].includes(processor() ?? '');

/** The note of an entry that nobody has noted anything at. */
export const firstNote = -4;

/**
 * What operations make of component values: an open-addressing table by operation and value. Whoever uses a table may
 * keep a note with an entry; it is `firstNote` at first. Cost: 32 to 64 bytes an entry, and one cache miss a look-up.
 */
export class ResultTable {
  entries: Int32Array = new Int32Array(entryWidth * 64);
  #count = 0;
  #room: Allocate = ownRoom;

  /** From now on other threads may read it. */
  share(): void {
    if (this.#room === sharedRoom) return;
    this.#room = sharedRoom;
    this.entries = copied(this.entries, this.entries.length, sharedRoom);
  }

  /** Where the entry of an operation and a value starts in `entries`; -1 if there is none. */
  find(operation: number, value: number): number {
    return findResult(this.entries, operation, value);
  }

  /** Adds what is not there yet, and returns where it starts in `entries`. */
  add(operation: number, value: number, result: number): number {
    if (2 * entryWidth * (this.#count + 1) > this.entries.length) this.#grow();
    this.#count++;
    const at = freePlace(this.entries, operation, value);
    this.entries[at + 1] = value;
    this.entries[at + 2] = result;
    this.entries[at + 3] = firstNote;
    // Last, so that another thread that sees it sees the rest as well.
    Atomics.store(this.entries, at, operation + 1);
    return at;
  }

  #grow(): void {
    const before = this.entries;
    if (this.#count >= greatestCount) {
      this.entries = new Int32Array(this.#room(before.byteLength));
      this.#count = 0;
      return;
    }
    this.entries = new Int32Array(this.#room(2 * before.byteLength));
    for (let from = 0; from < before.length; from += entryWidth) {
      if (before[from] === 0) continue;
      const at = freePlace(this.entries, (before[from] as number) - 1, before[from + 1] as number);
      for (let i = 0; i < entryWidth; i++) this.entries[at + i] = before[from + i] as number;
    }
  }
}

/** Where the entry of an operation and a value starts; -1 if there is none. At least half of all places are free. */
export function findResult(entries: Int32Array, operation: number, value: number): number {
  const mask = entries.length - 1;
  for (let at = placeOf(operation, value) & mask; ; at = (at + entryWidth) & mask) {
    const key = entries[at] as number;
    if (key === operation + 1) {
      if (readsOutOfOrder) Atomics.load(entries, at);
      if (entries[at + 1] === value) return at;
    }
    if (key === 0) return -1;
  }
}

function freePlace(entries: Int32Array, operation: number, value: number): number {
  const mask = entries.length - 1;
  let at = placeOf(operation, value) & mask;
  while (entries[at] !== 0) at = (at + entryWidth) & mask;
  return at;
}

function placeOf(operation: number, value: number): number {
  const hash = Math.imul(Math.imul(value, 0x9e3779b1) ^ operation, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) << 2;
}

function processor(): string | undefined {
  return (globalThis as { readonly process?: { readonly arch?: string } }).process?.arch;
}
