import { decode, type Layout, type Slot } from '../state/layout.ts';
import type { Sieve } from '../state/sieve.ts';
import { passing } from '../state/state-set.ts';
import type { Store } from '../state/store.ts';
import { notDeterministic } from './determinism.ts';
import { Observation, Transcript } from './observation.ts';
import { Patience } from './patience.ts';
import { Projection } from './projection.ts';
import { branchOf, Inconsistent, insert, type Node } from './tree.ts';

/** Which answers the predicate is asked for again: every one, or a sample. */
export interface Checks {
  readonly paranoid: boolean;
  readonly sample: boolean;
}

/** The first answers are asked for several times more, as a coin that is tossed may fall alike. */
const manyTimes = 16;

/** A predicate on one state, or on a state and its successor, and the decision tree that was learned of it. */
export class Judgement {
  readonly patience: Patience = new Patience();
  /** What errors call the predicate. */
  readonly where: string;
  readonly #ask: (states: readonly unknown[]) => boolean;
  readonly #vectors: Int32Array[] = [];
  #root: Node<boolean> | undefined;
  #projection: Projection;
  #isDirect = false;
  #last: readonly number[] | undefined;
  #nextSample = 0;
  readonly #checks: Checks;

  constructor(where: string, checks: Checks, ask: (states: readonly unknown[]) => boolean) {
    this.where = where;
    this.#ask = ask;
    this.#checks = checks;
    this.#projection = new Projection();
  }

  /** Not answered from a tree, as it does what only a real state allows: it is asked about every state. */
  get isDirect(): boolean {
    return this.#isDirect;
  }

  /** True if it is known to say yes whatever the states are. */
  get isAlwaysTrue(): boolean {
    const root = this.#root;
    return !this.#isDirect && !this.#checks.paranoid && root?.kind === 'leaf' && root.outcome;
  }

  /** Forgets what was learned, as it spoke of another layout. */
  forget(): void {
    this.#root = undefined;
    this.#projection = new Projection();
  }

  /** What is known of the predicate in a form that keys can be held against; nothing if each answer must be asked for. */
  sieve(store: Store, usual: boolean): Sieve | undefined {
    return this.#isDirect || this.#checks.paranoid ? undefined : this.#projection.sieve(store.encoding, usual);
  }

  /** Counts how often what `sieve` returns was replaced. */
  get version(): number {
    return this.#projection.version;
  }

  /** To be told of uses that were settled by a sieve. True if the next one must be held against the predicate itself. */
  noteSifted(uses: number): boolean {
    this.patience.uses += uses;
    return this.#checks.sample && this.patience.uses >= this.#nextSample;
  }

  /**
   * What the predicate says of these states.
   * @throws SpecError when it makes a mistake or is not deterministic
   */
  judge(store: Store, first: number, second: number): boolean {
    this.patience.use();
    if (this.#isDirect) return this.#learn(store, second < 0 ? [first] : [first, second]);
    const answer = this.#recall(store, first, second);
    if (this.#checks.paranoid || (this.#checks.sample && this.patience.uses >= this.#nextSample)) {
      this.#nextSample = this.patience.uses + 1 + (this.patience.uses >>> 3);
      this.#compare(store, second < 0 ? [first] : [first, second], answer);
    }
    return answer;
  }

  /** What is known of these states, or learned now. */
  #recall(store: Store, first: number, second: number): boolean {
    if (this.#root?.kind === 'leaf') return this.#root.outcome;
    const place = this.#projection.place(store, first, second);
    const kept = place < 0 ? undefined : this.#projection.answer(place);
    if (kept !== undefined) return kept;
    const answer =
      this.#judgeByTree(store, first, second) ?? this.#learn(store, second < 0 ? [first] : [first, second]);
    const placeNow = this.#root === undefined ? -1 : this.#projection.place(store, first, second);
    if (placeNow >= 0) this.#projection.keep(placeNow, answer);
    return answer;
  }

  /** Asks the predicate again about the states that it was last asked about, unless they have passed. */
  recheck(store: Store): void {
    if (this.#last === undefined || this.#last.some((number) => number >= passing)) return;
    const [first = 0, second = -1] = this.#last;
    const answer = this.#judgeByTree(store, first, second);
    if (answer !== undefined) this.#compare(store, this.#last, answer);
  }

  /** @throws SpecError S104 if the predicate says something else of these states than it said before */
  #compare(store: Store, numbers: readonly number[], answer: boolean): void {
    const states = numbers.map((number) => lookAt(store.layout, store.row(number)));
    if (this.#ask(states) !== answer) throw notDeterministic(this.where, 'true once, false once');
  }

  /** The slots of the second state come after those of the first. Cost: a look-up for each question on the way. */
  #judgeByTree(store: Store, first: number, second: number): boolean | undefined {
    let node = this.#root;
    if (node === undefined) return undefined;
    const { encoding } = store;
    const { slots } = store.layout;
    const width = slots.length;
    const before = this.#vector(0, encoding.components.length);
    const after = this.#vector(1, encoding.components.length);
    store.load(first, before);
    if (second >= 0) store.load(second, after);
    while (node !== undefined && node.kind === 'ask') {
      const isFirst: boolean = node.slot < width;
      const slot: number = isFirst ? node.slot : node.slot - width;
      const id = encoding.slotValue(isFirst ? before : after, slot);
      node = branchOf(node, node.question === 0 ? id : (slots[slot] as Slot).pool.answer(node.question, id));
    }
    return node?.kind === 'leaf' ? node.outcome : undefined;
  }

  #vector(i: number, length: number): Int32Array {
    let vector = this.#vectors[i];
    if (vector === undefined || vector.length !== length) {
      vector = new Int32Array(length);
      this.#vectors[i] = vector;
    }
    return vector;
  }

  #learn(store: Store, numbers: readonly number[]): boolean {
    this.#last = numbers;
    const rows = numbers.map((number) => store.row(number));
    const states = rows.map((row) => lookAt(store.layout, row));
    const expected = this.#ask(states);
    if (this.#isDirect || !this.patience.isWorthLearning()) return expected;
    const transcript = new Transcript();
    const observed = this.#tryToObserve(store.layout, rows, transcript);
    this.patience.spend(transcript.path.length);
    if (observed !== expected || this.patience.misses <= manyTimes)
      for (let i = 0; i < 4; i++)
        if (this.#ask(states) !== expected) throw notDeterministic(this.where, 'true once, false once');
    if (observed === expected) this.#insert(transcript, expected);
    else this.#isDirect = true;
    return expected;
  }

  #insert({ path }: Transcript, answer: boolean): void {
    const tree = { root: this.#root, size: 0 };
    try {
      insert(tree, path, answer);
    } catch (error) {
      if (!(error instanceof Inconsistent)) throw error;
      throw notDeterministic(this.where, 'it looked at other parts of the state');
    }
    this.#root = tree.root;
    this.#projection.note(path);
  }

  /** Nothing if the predicate does something that can only be done to a real state. */
  #tryToObserve(layout: Layout, rows: readonly Int32Array[], transcript: Transcript): boolean | undefined {
    try {
      const views = rows.map((row, i) => {
        const valueAt = (slot: number): number => row[slot] as number;
        return new Observation(layout, valueAt, false, transcript, i * layout.slots.length).root;
      });
      return this.#ask(views);
    } catch {
      return undefined;
    }
  }
}

function lookAt(layout: Layout, row: Int32Array): unknown {
  return decode(layout.shape, (slot) => row[slot] as number, false);
}
