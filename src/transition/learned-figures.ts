import { formatPath } from '../spec/value.ts';
import type { Slot } from '../state/layout.ts';
import { partOf, type Source, wholeNumber } from '../state/saving/sink.ts';
import type { Store } from '../state/store.ts';
import type { Behaviour } from './behaviour.ts';
import type { Judgement } from './judgement.ts';
import type { Patience } from './patience.ts';
import type { Learned } from './state-space.ts';
import type { TransitionTable } from './table.ts';

/** What a search keeps of a state beside the visited set. */
const parentLinkBytes = 4;

/** What an engine has learned, in figures. */
export function learnedOf<S>(
  { layout, encoding, visited }: Store,
  behaviours: readonly Behaviour<S>[],
  judgements: readonly Judgement[],
  table: TransitionTable,
  omitted: number,
  ahead: Pick<Learned, 'thread' | 'firedAhead'>,
): Learned {
  const calls = (sum: number, { patience }: { readonly patience: Patience }): number => sum + patience.misses;
  return {
    userCalls: behaviours.reduce(calls, 0) + judgements.reduce(calls, 0),
    components: encoding.components.map(({ slots, size, operations }) => ({
      slots: slots.map((slot) => formatPath((layout.slots[slot] as Slot).path)),
      values: size,
      operations,
    })),
    actions: behaviours.map(({ action, tree, patience, isDirect }) => ({
      label: action.label,
      nodes: tree.size,
      misses: patience.misses,
      isDirect,
    })),
    directPredicates: [...new Set(judgements.filter(({ isDirect }) => isDirect).map(({ where }) => where))],
    omitted,
    words: encoding.packing.words,
    tableLength: table.length,
    ...ahead,
    bytesPerState: visited.bytes / Math.max(1, visited.size) + parentLinkBytes,
  };
}

/** What an engine counts, as it was saved. @throws Damaged */
export function savedFigures(source: Source): {
  readonly omitted: number;
  readonly lateLessons: number;
  readonly nextPartition: number;
} {
  const saved = source.value();
  return {
    nextPartition: wholeNumber(partOf(saved, 'nextPartition'), 1, 2 ** 50, 'the next partition'),
    omitted: wholeNumber(partOf(saved, 'omitted'), 0, 2 ** 50, 'transitions left out'),
    lateLessons: wholeNumber(partOf(saved, 'lateLessons'), 0, 2 ** 50, 'late lessons'),
  };
}
