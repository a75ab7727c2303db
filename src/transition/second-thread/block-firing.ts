import type { Fields } from '../../state/packing.ts';
import { findResult } from '../../state/result-table.ts';
import { Independence, type KnownComponent } from '../independence.ts';
import { RowFiring, type Unknown } from '../row-firing.ts';
import type { Block } from './block.ts';

/** What a thread must be told before it can fire states by their rows, for as long as keys mean the same. */
export interface FiringSetup {
  readonly fields: Fields;
  /** The components at which some action is at home. */
  readonly inhabited: Int32Array;
  readonly atHome: Int32Array;
  readonly isEager: boolean;
}

/** The arrays that grow, in this order; for each component a few. */
const grown = { code: 0, ofComponent: 1, starts: 0, lastUses: 1, entries: 2, changed: 3, each: 4 } as const;

/** What may not sleep is not among what sleeps in the states of a block. */
const everyBit = -1;

/** Cannot be asked: whoever fires a block only knows what is in the arrays. */
const nobody: Unknown = {
  row: () => 0,
  ask: () => false,
  askDirect: () => {},
  unfold: () => {},
  isOverfull: false,
};

/** Fires blocks by what another thread has learned. States for which that does not suffice are left to it. */
export class BlockFiring {
  readonly #rows: { code: Int32Array; readonly starts: Int32Array[] };
  readonly #lastUses: Int32Array[];
  readonly #components: RemoteComponent[];
  readonly #firing: RowFiring;

  constructor({ fields, inhabited, atHome, isEager }: FiringSetup) {
    const count = fields.wordOf.length;
    const nothing = (): Int32Array[] => Array.from({ length: count }, () => new Int32Array(1));
    this.#rows = { code: new Int32Array(1), starts: nothing() };
    this.#lastUses = nothing();
    this.#components = Array.from({ length: count }, () => new RemoteComponent());
    const [components, vector] = [this.#components, new Int32Array(count)];
    const independence = new Independence(atHome, components, this.#rows, vector, isEager);
    const of = [components, inhabited, vector, independence, nobody] as const;
    this.#firing = new RowFiring(this.#rows, this.#lastUses, fields, ...of);
  }

  /** One of the arrays is another from now on, with all that there was and more. */
  replace(index: number, array: Int32Array): void {
    if (index === grown.code) {
      this.#rows.code = array;
      return;
    }
    const component = Math.floor((index - grown.ofComponent) / grown.each);
    const which = (index - grown.ofComponent) % grown.each;
    if (which === grown.starts) this.#rows.starts[component] = array;
    else if (which === grown.lastUses) this.#lastUses[component] = array;
    else if (which === grown.entries) (this.#components[component] as RemoteComponent).results.entries = array;
    else (this.#components[component] as RemoteComponent).changed = array;
  }

  /** Fires so many states of a block, by the rows before `limit`; with their sleep sets if so told. */
  fire(block: Block, first: number, states: number, limit: number, notesSleep: boolean): void {
    const last = first + states;
    block.begin(first);
    for (let state = first; state < last; ) {
      state = this.#firing.fire(block, block, state, last, notesSleep ? block : undefined, limit, everyBit);
      if (this.#firing.isStuck) block.miss(state++);
    }
  }
}

/** What another thread has learned of a component. */
class RemoteComponent implements KnownComponent {
  readonly results: { entries: Int32Array } = { entries: new Int32Array(4) };
  changed: Int32Array = new Int32Array(1);

  apply(operation: number, value: number): number {
    const { entries } = this.results;
    const found = findResult(entries, operation, value);
    return found < 0 ? -1 : (entries[found + 2] as number);
  }
}
