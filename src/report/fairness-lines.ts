import type { NeededFairness } from '../fairness.ts';
import { columnsOf, padEnd, wrap } from './columns.ts';
import { countOf } from './figures.ts';
import type { Paint } from './style.ts';

/** What one property needs: each set of assumptions that is enough, on lines of its own. */
export function describeNeeded(
  property: string,
  needed: NeededFairness,
  { nameColumns, width, paint }: { readonly nameColumns: number; readonly width: number; readonly paint: Paint },
): readonly string[] {
  const indent = nameColumns + 4;
  return alternatives(needed).flatMap((text, i) =>
    wrap(i === 0 ? text : `or ${text}`, width - indent).map((line, k) => {
      const opening = i + k === 0 ? ` ${paint('strong', padEnd(property, nameColumns))}   ` : ' '.repeat(indent);
      return opening + line;
    }),
  );
}

/** Columns for the names of some properties. */
export function nameColumnsOf(properties: readonly string[]): number {
  return Math.max(0, ...properties.map(columnsOf));
}

function alternatives({ isComplete, isHopeless, minimal, isCut, states }: NeededFairness): readonly string[] {
  if (!isComplete) return [`not known: the search was cut short at ${countOf(states, 'state')}`];
  if (isHopeless) return ['no fairness is enough: a run that is fair to every action violates it'];
  const sets = minimal.map((set) => (set.length === 0 ? 'no fairness is needed' : describeSet(set)));
  return isCut ? [...sets, 'more that were not looked for'] : sets;
}

/** `weak fairness of grant and exit, strong fairness of enter`. */
function describeSet(set: NeededFairness['minimal'][number]): string {
  const of = (strength: 'weak' | 'strong'): readonly string[] => {
    const names = set.filter((one) => one.strength === strength).map(({ label }) => label);
    if (names.length === 0) return [];
    const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    return [`${strength} fairness of ${list}`];
  };
  return [...of('weak'), ...of('strong')].join(', ');
}
