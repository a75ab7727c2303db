import { nameOf, type Subject } from './subjects.ts';

/** What exhaustive search must count. */
export interface Counts {
  readonly states: number;
  readonly transitions: number;
  readonly depth?: number;
}

/** Counts on which TLC, Spin, Rumur, Stateright and LTSmin agree, each by its own version of the rules. */
const agreed: Readonly<Record<string, Required<Counts>>> = {
  'ricart-agrawala(3, 1)': { states: 4808, transitions: 11058, depth: 21 },
  'ricart-agrawala(3, 2)': { states: 244273, transitions: 605286, depth: 42 },
  'ricart-agrawala(3, 3)': { states: 2410852, transitions: 6288886, depth: 63 },
  'ricart-agrawala(4, 1)': { states: 10449071, transitions: 44434017, depth: 36 },
  'maekawa(3, 1)': { states: 2381, transitions: 7692, depth: 27 },
  'maekawa(3, 2)': { states: 26031, transitions: 95103, depth: 54 },
  'maekawa(3, 3)': { states: 95815, transitions: 361224, depth: 81 },
  'maekawa(4, 1)': { states: 1924703, transitions: 9945284, depth: 48 },
  'chang-roberts(4)': { states: 116, transitions: 281, depth: 10 },
  'chang-roberts(5)': { states: 240, transitions: 774, depth: 11 },
  'chang-roberts(6)': { states: 416, transitions: 1704, depth: 13 },
  'chang-roberts(7)': { states: 1951, transitions: 8519, depth: 16 },
  'chang-roberts(8)': { states: 4546, transitions: 23867, depth: 17 },
  'chang-roberts(10)': { states: 32945, transitions: 215025, depth: 22 },
  'chang-roberts(12)': { states: 132350, transitions: 1121328, depth: 25 },
};

/** Why counts are not those agreed on; `undefined` if they are, or if there is none to compare with. */
export function objection(subject: Subject, counts: Counts): string | undefined {
  const expected = agreed[nameOf(subject)];
  if (expected === undefined) return undefined;
  const wrong = (['states', 'transitions', 'depth'] as const).filter(
    (count) => counts[count] !== undefined && counts[count] !== expected[count],
  );
  if (wrong.length === 0) return undefined;
  return `void: ${wrong.map((count) => `${counts[count]} ${count} instead of ${expected[count]}`).join(', ')}`;
}

/** True if there are agreed counts to hold a measurement against. */
export function hasAgreedCounts(subject: Subject): boolean {
  return nameOf(subject) in agreed;
}
