import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Estimate, estimateStates } from '../src/explore/estimate.ts';
import { markdownTable } from './markdown.ts';

/** Smaller spaces are searched before an estimate is of use. */
const leastStates = 20_000;
const shares = [0.25, 0.5, 0.75] as const;

interface Explored {
  readonly name: string;
  readonly states: number;
  readonly perDepth: readonly number[];
}

/** What the counts by depth look like once a share of all states is found: the last depth is not whole. */
function seenAt(share: number, { perDepth, states }: Explored): number[] {
  const wanted = Math.floor(share * states);
  const seen: number[] = [];
  let found = 0;
  for (const count of perDepth) {
    seen.push(Math.min(count, wanted - found));
    found += count;
    if (found >= wanted) return seen;
  }
  return seen;
}

/** How often a share of the spaces has an estimate, how far off it is, and how often the truth lies within its bounds. */
function judge(share: number, spaces: readonly Explored[]): readonly string[] {
  const made = spaces.flatMap((space) => {
    const estimate = estimateStates(seenAt(share, space));
    return estimate === undefined ? [] : [{ ...space, estimate }];
  });
  const errors = made.map(({ estimate, states }) => Math.abs(estimate.states / states - 1)).sort((a, b) => a - b);
  const within = made.filter(({ estimate, states }) => holds(estimate, states)).length;
  const at = (part: number): string =>
    errors.length === 0 ? '' : percent(errors[Math.min(errors.length - 1, Math.floor(part * errors.length))] as number);
  return [percent(share), `${made.length} of ${spaces.length}`, at(0.5), at(0.9), `${within} of ${made.length}`];
}

function holds({ least, most }: Estimate, states: number): boolean {
  return least <= states && states <= most;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Of each explored configuration in `results/`, how well its size could have been told while it was explored. */
export function measureEstimates(folder: string): string {
  const spaces = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }) as Explored)
    .filter(({ states, perDepth }) => perDepth !== undefined && states >= leastStates);
  const rows = shares.map((share) => judge(share, spaces));
  return `# What remains, estimated

While a search runs, it says how many states there may be. Here that is asked of the ${spaces.length} recorded searches in this
folder with at least ${leastStates} states, at the moment when a quarter, half, and three quarters of the states were found.
Made by \`npm run bench -- estimates\`.

${markdownTable(['found', 'an estimate is made', 'median error', 'error of nine in ten', 'truth within bounds'], rows)}
`;
}
