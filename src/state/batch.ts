/** Transitions of a run of consecutive states, in the order of their sources; those of one source in any order, but always the same. Entries below `length` are valid. */
export interface Batch {
  length: number;
  readonly source: Uint32Array;
  readonly action: Uint32Array;
  readonly target: Uint32Array;
  /** 1 if the target was not known before this transition. */
  readonly isNew: Uint8Array;
  /** The states of the run that have no successor, in order. */
  readonly terminal: number[];
  /** By action: transitions of these states that were left out. All 0, unless the space was told that it may omit some. */
  readonly omitted: Uint32Array;
  /** States that were found. They have consecutive numbers, in the order of the transitions that found them. */
  found: number;
  /** By state found: the source of the transition that found it. */
  readonly parents: Uint32Array;
  /** By state found: 0 if it is known that every watched predicate gives its usual answer. */
  readonly unusual: Uint8Array;
  /** By action: transitions in the batch, and states that were found by them. */
  readonly fired: Uint32Array;
  readonly newStates: Uint32Array;
}

/** How many transitions a batch aims at; an engine may stop expanding once it holds this many. */
export const batchTarget = 4096;

/** Room for so many transitions. */
export function createBatch(capacity: number, actions: number): Batch {
  return {
    length: 0,
    terminal: [],
    omitted: new Uint32Array(actions),
    source: new Uint32Array(capacity),
    action: new Uint32Array(capacity),
    target: new Uint32Array(capacity),
    isNew: new Uint8Array(capacity),
    found: 0,
    parents: new Uint32Array(capacity),
    unusual: new Uint8Array(capacity),
    fired: new Uint32Array(actions),
    newStates: new Uint32Array(actions),
  };
}

/** A batch with the same transitions and room for twice as many. */
export function widenBatch(batch: Batch): Batch {
  const { length, terminal, omitted, found, fired, newStates } = batch;
  const capacity = 2 * batch.source.length;
  const wide = { ...createBatch(capacity, 0), length, terminal, omitted, found, fired, newStates };
  for (const part of ['source', 'action', 'target', 'isNew', 'parents', 'unusual'] as const)
    wide[part].set(batch[part]);
  return wide;
}

/** Makes a batch ready for the next run of states. */
export function emptyBatch(batch: Batch): void {
  batch.length = 0;
  batch.found = 0;
  batch.terminal.length = 0;
  batch.omitted.fill(0);
  batch.fired.fill(0);
  batch.newStates.fill(0);
}

/** The part of a batch that counting the states found needs. */
type Numbered = Pick<Batch, 'source' | 'action' | 'isNew' | 'parents' | 'fired' | 'newStates'>;

/**
 * Counts transitions that have been numbered, from one up to but without another; so many states were found by those before.
 * Returns how many are found now. Of each state found it notes the parent, and with `sleepers` its sleep set in `foundAsleep`.
 */
export function countFound(
  { source, action, isNew, parents, fired, newStates }: Numbered,
  from: number,
  to: number,
  before: number,
  sleepers: Int32Array | undefined,
  foundAsleep: Int32Array | undefined,
): number {
  let found = before;
  for (let i = from; i < to; i++) {
    const by = action[i] as number;
    fired[by] = (fired[by] as number) + 1;
    if (isNew[i] === 0) continue;
    newStates[by] = (newStates[by] as number) + 1;
    if (sleepers !== undefined && foundAsleep !== undefined) foundAsleep[found] = sleepers[i] as number;
    parents[found++] = source[i] as number;
  }
  return found;
}
