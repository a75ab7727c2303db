import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoding } from '../../src/state/encoding.ts';
import { learnLayout } from '../../src/state/layout.ts';
import { Packing } from '../../src/state/packing.ts';

const widths = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 1, maxLength: 40 });

test('fields do not overlap, and are at least as wide as asked', () => {
  fc.assert(
    fc.property(widths, (bits) => {
      const packing = new Packing(bits);
      const taken = Array.from({ length: packing.words }, () => new Set<number>());
      bits.forEach((width, component) => {
        const limit = packing.limitOf[component] as number;
        expect(limit).toBeGreaterThanOrEqual(2 ** width - 1);
        const shift = packing.shiftOf[component] as number;
        for (let bit = shift; bit < shift + Math.ceil(Math.log2(limit + 1)); bit++) {
          expect(bit).toBeLessThan(32);
          const word = taken[packing.wordOf[component] as number] as Set<number>;
          expect(word.has(bit)).toBe(false);
          word.add(bit);
        }
      });
    }),
  );
});

test('words that are folded unfold to themselves, and different words have different keys', () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }), { maxLength: 30 });
  fc.assert(
    fc.property(rows, (all) => {
      const packing = new Packing(Array.from({ length: 8 }, () => 31));
      expect(packing.words).toBe(8);
      const keys = new Map<string, string>();
      for (const row of all) {
        const key = new Int32Array(2);
        const words = new Int32Array(packing.width);
        words.set(row);
        packing.fold(words, 0, 1, key);
        expect([...packing.wordsOf(key[0] as number, key[1] as number).subarray(0, 8)]).toEqual(row);
        const text = key.join();
        expect(keys.get(text) ?? row.join()).toBe(row.join());
        keys.set(text, row.join());
      }
      expect(new Set(keys.values()).size).toBe(keys.size);
    }),
  );
});

test('a vector comes back from its key, whatever the widths', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 30 }), (values) => {
      const layout = learnLayout([values.map((value) => ({ value }))], { varying: new Set(), mixed: new Set() });
      const encoding = new Encoding(
        layout,
        values.map((_, slot) => [slot]),
      );
      const vector = new Int32Array(values.length);
      for (const [i, value] of values.entries())
        for (let id = 0; id <= value; id++)
          vector[i] = encoding.components[i]?.intern(new Int32Array(values.length).fill(id)) as number;
      encoding.repack();
      const key = new Int32Array(2);
      encoding.pack(vector, key, 0);
      const back = new Int32Array(values.length);
      encoding.unpack(key[0] as number, key[1] as number, back);
      expect([...back]).toEqual([...vector]);
    }),
    { numRuns: 30 },
  );
});
