import { readFileSync } from 'node:fs';
import type { Manifest, ManifestEntry } from './manifest.ts';
import type { Subject } from './subjects.ts';

/** What a search counted; not every checker tells the depth. */
export interface Counts {
  readonly states: number;
  readonly transitions: number;
  readonly depth?: number;
}

/**
 * Of configurations that are too large to have a record: as Spin counts them, on the models of `bench/peers/spin`, with
 * `-DSAFETY -DNOREDUCE -DCOLLAPSE` and no limit reached. Spin's depth is that of its own search.
 */
const further: readonly (Subject & Counts)[] = [
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 4 }, states: 10_123_074, transitions: 26_910_340 },
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 5 }, states: 28_791_173, transitions: 77_247_106 },
];

const manifestFile = new URL('../../../specs/manifest.json', import.meta.url);
const { configurations } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;

/** Why counts are not those that other checkers found; `undefined` if they are. */
export function objection({ spec, params }: Subject, counts: Counts): string | undefined {
  const expected: Counts | undefined =
    configurations.find((one) => one.spec.endsWith(`/${spec}`) && textOf(one.parameters) === textOf(params)) ??
    further.find((one) => one.spec === spec && textOf(one.params) === textOf(params));
  if (expected === undefined) return 'void: nothing to compare its counts with';
  const wrong = (['states', 'transitions', 'depth'] as const).filter(
    (count) => counts[count] !== undefined && expected[count] !== undefined && counts[count] !== expected[count],
  );
  if (wrong.length === 0) return undefined;
  return `void: ${wrong.map((count) => `${counts[count]} ${count} instead of ${expected[count]}`).join(', ')}`;
}

function textOf(params: ManifestEntry['parameters']): string {
  const named = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return named.sort().join(' ');
}
