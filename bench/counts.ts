import { readFileSync } from 'node:fs';
import type { Manifest, ManifestEntry } from './manifest.ts';
import type { Subject } from './subjects.ts';

/** What a search counted; not every checker tells the depth. */
export interface Counts {
  readonly states: number;
  readonly transitions: number;
  readonly depth?: number;
}

const manifestFile = new URL('../../../specs/manifest.json', import.meta.url);
const { configurations } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;

/** Why counts are not those that other checkers found; `undefined` if they are. */
export function objection({ spec, params }: Subject, counts: Counts): string | undefined {
  const expected = configurations.find(
    (entry) => entry.spec.endsWith(`/${spec}`) && textOf(entry.parameters) === textOf(params),
  );
  if (expected === undefined) return 'void: nothing to compare its counts with';
  const wrong = (['states', 'transitions', 'depth'] as const).filter(
    (count) => counts[count] !== undefined && counts[count] !== expected[count],
  );
  if (wrong.length === 0) return undefined;
  return `void: ${wrong.map((count) => `${counts[count]} ${count} instead of ${expected[count]}`).join(', ')}`;
}

function textOf(params: ManifestEntry['parameters']): string {
  const named = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return named.sort().join(' ');
}
