import { Component, type Growth } from './component.ts';
import type { Layout, Slot } from './layout.ts';
import { Packing } from './packing.ts';

/** Bits that a component's field starts with beyond what its values need. */
const spareBits = 1;

/**
 * A layout with its slots grouped into components, and the components packed into keys. A state has three forms: a row
 * (a value number per slot), a vector (a component value per component), and a key (two words).
 */
export class Encoding {
  readonly layout: Layout;
  readonly components: readonly Component[];
  /** By slot. */
  readonly componentOf: Int32Array;
  /** By slot: its position among the slots of its component. */
  readonly positionOf: Int32Array;
  packing: Packing;
  readonly #growth: Growth = { count: 0 };
  #growthChecked = 0;

  constructor(layout: Layout, groups: readonly (readonly number[])[]) {
    this.layout = layout;
    this.componentOf = new Int32Array(layout.slots.length);
    this.positionOf = new Int32Array(layout.slots.length);
    this.components = groups.map((slots, component) => {
      slots.forEach((slot, position) => {
        this.componentOf[slot] = component;
        this.positionOf[slot] = position;
      });
      return new Component(
        slots,
        slots.map((slot) => (layout.slots[slot] as Slot).pool),
        this.#growth,
      );
    });
    this.packing = new Packing(groups.map(() => 1));
  }

  /** Makes fields wide enough for the component values met so far, and a few more. Keys made before need the packing returned. */
  repack(): Packing {
    const before = this.packing;
    this.packWith(this.components.map(({ size }) => bitsFor(size) + (size > 1 ? spareBits : 0)));
    return before;
  }

  /** Gives the field of each component at least so many bits. */
  packWith(bits: readonly number[]): void {
    this.packing = new Packing(bits);
  }

  /** True if some component value does not fit its field. Cost: next to nothing, unless new ones were met since. */
  get isOverfull(): boolean {
    if (this.#growth.count === this.#growthChecked) return false;
    const { limitOf } = this.packing;
    for (let i = 0; i < this.components.length; i++)
      if ((this.components[i] as Component).size - 1 > (limitOf[i] as number)) return true;
    this.#growthChecked = this.#growth.count;
    return false;
  }

  /** Row to vector; new combinations get numbers. */
  group(row: Int32Array, vector: Int32Array): void {
    for (let i = 0; i < this.components.length; i++) vector[i] = (this.components[i] as Component).intern(row);
  }

  /** Vector to row. */
  ungroup(vector: Int32Array, row: Int32Array): void {
    for (let slot = 0; slot < row.length; slot++) row[slot] = this.slotValue(vector, slot);
  }

  /** The value of one slot in a vector. */
  slotValue(vector: Int32Array, slot: number): number {
    const component = this.componentOf[slot] as number;
    return (this.components[component] as Component).slotValue(
      vector[component] as number,
      this.positionOf[slot] as number,
    );
  }

  /** Vectors to words, at a place of an array of rows of words, which is to be folded. */
  writeWords(vector: Int32Array, rows: Int32Array, at: number): void {
    const { words, wordOf, shiftOf } = this.packing;
    rows.fill(0, at, at + words);
    for (let i = 0; i < vector.length; i++) {
      const place = at + (wordOf[i] as number);
      rows[place] = (rows[place] as number) | ((vector[i] as number) << (shiftOf[i] as number));
    }
  }

  /** Vector to key, low word at `at`, high word after it. */
  pack(vector: Int32Array, keys: Int32Array, at: number): void {
    const { packing } = this;
    const row = new Int32Array(packing.width);
    this.writeWords(vector, row, 0);
    packing.fold(row, 0, 1, row);
    keys[at] = row[packing.width - 2] as number;
    keys[at + 1] = row[packing.width - 1] as number;
  }

  /** Key to vector. */
  unpack(low: number, high: number, vector: Int32Array, packing: Packing = this.packing): void {
    const { wordOf, shiftOf, limitOf } = packing;
    const words = packing.wordsOf(low, high);
    for (let i = 0; i < vector.length; i++)
      vector[i] = ((words[wordOf[i] as number] as number) >>> (shiftOf[i] as number)) & (limitOf[i] as number);
  }
}

function bitsFor(values: number): number {
  return values <= 1 ? 0 : 32 - Math.clz32(values - 1);
}
