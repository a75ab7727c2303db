import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiskWords } from '../../../src/state/spill/disk-words.ts';
import { NotRead, NotWritten } from '../../../src/state/spill/scratch.ts';
import { SpilledSet } from '../../../src/state/spill/spilled-set.ts';
import { passing, type StateSet } from '../../../src/state/state-set.ts';
import { VisitedSet } from '../../../src/state/visited.ts';
import { MemoryScratch } from '../../support/memory-scratch.ts';

const words = [0, 1, 2, 3, -1, -2, 0x7fffffff, -0x80000000, 0x80, 0x10000];
const key = fc.tuple(fc.constantFrom(...words), fc.integer({ min: -40, max: 40 }));
const batches = (most: number) => fc.array(fc.array(key, { maxLength: 60 }), { maxLength: most });

interface Inserted {
  readonly targets: readonly number[];
  readonly isNew: readonly number[];
}

function insert(set: StateSet, keys: readonly (readonly number[])[]): Inserted {
  const targets = new Uint32Array(keys.length);
  const isNew = new Uint8Array(keys.length);
  set.insert(Int32Array.from(keys.flat()), keys.length, targets, isNew);
  return { targets: [...targets], isNew: [...isNew] };
}

/** All pauses of something, one after the other. */
function finish<T>(run: Generator<void, T>): T {
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

/** Collects the batches of a round, resolves them together, and says what came of each. */
function insertTogether(set: SpilledSet, round: readonly (readonly (readonly number[])[])[]): Inserted[] {
  set.begin();
  const collected = round.map((keys) => insert(set, keys).targets);
  finish(set.resolve(() => undefined));
  return collected.map((candidates) => {
    const targets = Uint32Array.from(candidates);
    const isNew = new Uint8Array(candidates.length);
    set.number(targets, candidates.length, isNew);
    return { targets: [...targets], isNew: [...isNew] };
  });
}

function expectSameStates(set: StateSet, expected: StateSet): void {
  expect(set.size).toBe(expected.size);
  for (let state = 0; state < expected.size; state++)
    expect([set.low(state), set.high(state)]).toEqual([expected.low(state), expected.high(state)]);
}

test('a set on disk numbers keys as the one in memory that it was taken over from would', () => {
  const rooms = fc.constantFrom(1, 7, 1000);
  const pages = fc.constantFrom(4, 16, 256);
  const rounds = fc.array(batches(4), { maxLength: 5 });
  let most = 0;
  fc.assert(
    fc.property(batches(3), rounds, rooms, pages, (before, rounds, room, page) => {
      const scratch = new MemoryScratch(page);
      const visited = new VisitedSet();
      for (const batch of before) insert(visited, batch);
      const spilled = finish(SpilledSet.takingOver(visited, scratch, room));
      expectSameStates(spilled, visited);
      for (const round of rounds) {
        const expected = round.map((batch) => insert(visited, batch));
        for (const [i, { targets, isNew }] of insertTogether(spilled, round).entries()) {
          expect(isNew).toEqual(expected[i]?.isNew);
          targets.forEach((target, j) => {
            expect(spilled.lasting(target)).toBe(expected[i]?.targets[j]);
            expect(target >= passing).toBe(isNew[j] === 0);
            expect([spilled.low(target), spilled.high(target)]).toEqual(round[i]?.[j]);
          });
        }
      }
      expectSameStates(spilled, visited);
      most = Math.max(most, scratch.reads);
      spilled.remove();
      expect(scratch.files).toBe(0);
    }),
    { numRuns: 300, seed: 1998 },
  );
  expect(most).toBeGreaterThan(200);
});

test('states move under other keys, and the files of the set that they come from are removed', () => {
  fc.assert(
    fc.property(batches(4), batches(4), fc.constantFrom(3, 50), (before, after, room) => {
      const scratch = new MemoryScratch(8);
      const visited = new VisitedSet();
      for (const batch of before) insert(visited, batch);
      const old = finish(SpilledSet.takingOver(visited, scratch, room));
      const other = ([low = 0, high = 0]: readonly number[]): number[] => [high ^ 5, low];
      const abandoned = old.emptied();
      abandoned.append(Int32Array.of(1, 2), 1, new Uint32Array(1), new Uint8Array(1));
      const moved = old.emptied();
      const expected = new VisitedSet();
      for (let state = 0; state < old.size; state++) {
        const keys = Int32Array.from(other([old.low(state), old.high(state)]));
        moved.append(keys, 1, new Uint32Array(1), new Uint8Array(1));
        insert(expected, [[...keys]]);
      }
      const round = [...before, ...after].map((batch) => batch.map(other));
      const wanted = round.map((batch) => insert(expected, batch).isNew);
      expect(insertTogether(moved, round).map(({ isNew }) => isNew)).toEqual(wanted);
      expectSameStates(moved, expected);
      moved.remove();
      expect(scratch.files).toBe(0);
    }),
    { numRuns: 100, seed: 1999 },
  );
});

test('tells what sleeps in each new state, in order, and only of these', () => {
  const visited = new VisitedSet();
  insert(visited, [[1, 1]]);
  const set = finish(SpilledSet.takingOver(visited, new MemoryScratch(), 10));
  set.begin();
  const { targets, isNew } = insert(set, [
    [2, 2],
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  targets.forEach((target, i) => {
    if (isNew[i] === 1) set.noteSleepers(target, 10 + i);
  });
  const told: number[] = [];
  finish(set.resolve((sleepers) => told.push(sleepers)));
  expect(told).toEqual([10, 13]);
});

describe('a disk that fails', () => {
  const filled = (scratch: MemoryScratch): SpilledSet => {
    const visited = new VisitedSet();
    insert(
      visited,
      Array.from({ length: 500 }, (_, i) => [i, -i]),
    );
    return finish(SpilledSet.takingOver(visited, scratch, 100));
  };

  test('says so when it is full', () => {
    const whole = new MemoryScratch();
    filled(whole);
    expect(whole.writes).toBeGreaterThan(50);
    for (const share of [0, 0.3, 0.9])
      expect(() => filled(new MemoryScratch(8, { room: Math.floor((share * whole.mostBytes) / 4) }))).toThrow(
        NotWritten,
      );
  });

  test('is never believed when a bit, or a page, is another one', () => {
    let page: Int32Array | undefined;
    const spoilers = [
      (words: Int32Array) => words.set([(words[5] as number) ^ 64], 5),
      (words: Int32Array) => words.set([(words[0] as number) ^ -0x80000000], 0),
      (words: Int32Array) => words.fill(0),
      (words: Int32Array) => {
        if (page === undefined) page = words.slice();
        else words.set(page);
      },
    ];
    for (const spoil of spoilers) {
      const set = filled(new MemoryScratch(8, { spoil: (read, words) => read > 300 && spoil(words) }));
      expect(() => {
        for (let from = 0; from < 500; from += 100)
          insertTogether(set, [Array.from({ length: 100 }, (_, i) => [from + i, -from - i])]);
      }).toThrow(NotRead);
    }
  });
});

test('words on disk are those that were added, in any order of reading', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 600 }), fc.array(fc.nat(), { maxLength: 300 }), (added, places) => {
      const disk = new DiskWords(new MemoryScratch(4));
      added.forEach((word, i) => {
        disk.push(word);
        const place = (places[i % Math.max(1, places.length)] ?? 0) % (i + 1);
        expect(disk.get(place)).toBe((added[place] as number) | 0);
      });
      expect(disk.length).toBe(added.length);
      for (const place of places)
        if (added.length > 0) expect(disk.get(place % added.length)).toBe(added[place % added.length]);
    }),
  );
});
