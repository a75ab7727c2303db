import type { Configuration, NamedProperty } from '../spec/configuration.ts';
import type { Path } from '../spec/value.ts';
import { differences } from './diff.ts';
import { toJson } from './json.ts';
import { at, describePlace, withValueAt } from './place.ts';
import { readsOf } from './reads.ts';
import { lastState, type Run, stateAfter } from './run.ts';
import type { FalsePart } from './trace.ts';

/** How many parts a report can show before they stop to explain anything. */
const most = 6;

/**
 * The parts of a run's last state that make the property false: those with whose earlier value it would hold. Where no
 * single one would do that, the parts that the property looks at and that are not as they were at first.
 */
export function falseParts<S>(
  configuration: Configuration<S>,
  property: NamedProperty<S>,
  run: Run<S>,
): readonly FalsePart[] {
  const end = lastState(run);
  const claim = claimOn(property, run);
  const changed = earlierValues(run);
  const deciding = changed.filter(({ path, earlier }) =>
    earlier.some((value) => holdsWithout(claim, withValueAt(end, path, value))),
  );
  const paths = deciding.length > 0 ? deciding.map(({ path }) => path) : readAndChanged(readsOf(end, claim), run);
  return paths
    .slice(0, most)
    .map((path) => ({ text: describePlace(configuration, path), value: toJson(at(end, path)) }));
}

/** What the property says of the last state, given how the run came there. */
function claimOn<S>(property: NamedProperty<S>, run: Run<S>): (end: S) => boolean {
  const last = run.steps.at(-1);
  switch (property.kind) {
    case 'deadlock':
      return (end) => property.termination(end as never);
    case 'history':
    case 'cost':
    case 'temporal':
    case 'bypass':
      throw new Error(`${property.name} is no claim about the last state`);
    case 'step':
      return (end) =>
        last !== undefined && property.holds(stateAfter(run, run.steps.length - 1) as never, last.action, end as never);
    default:
      return (end) => property.holds(end as never);
  }
}

/** A state made up from two may be one for which the property was never meant: that it throws tells nothing. */
function holdsWithout<S>(claim: (state: S) => boolean, state: S): boolean {
  try {
    return claim(state);
  } catch {
    return false;
  }
}

interface ChangedPart {
  readonly path: Path;
  /** Its latest other value, and its first. */
  readonly earlier: readonly unknown[];
}

/** The parts of the last state that had another value before, in the order of their places. */
function earlierValues<S>(run: Run<S>): readonly ChangedPart[] {
  const end = lastState(run);
  const found = new Map<string, ChangedPart>();
  for (let count = run.steps.length - 1; count >= 0; count--)
    for (const { path, before, after } of differences(stateAfter(run, count), end)) {
      const key = JSON.stringify(path);
      if (before === undefined || after === undefined || found.has(key)) continue;
      const first = at(run.initial, path);
      found.set(key, { path, earlier: first === undefined ? [before] : [before, first] });
    }
  return [...found.values()].sort((a, b) => byPlace(a.path, b.path));
}

function byPlace(a: Path, b: Path): number {
  const i = a.findIndex((key, position) => key !== b[position]);
  const [x, y] = [a[i], b[i]];
  if (x === undefined || y === undefined) return a.length - b.length;
  return x < y ? -1 : 1;
}

/** The parts among those read that are not as they were at first; if there are none, all that were read. */
function readAndChanged<S>(reads: readonly Path[], run: Run<S>): readonly Path[] {
  const isRead = (path: Path): boolean => reads.some((read) => path.every((key, i) => key === read[i]));
  const both = [...differences(run.initial, lastState(run))].map(({ path }) => path).filter(isRead);
  return both.length > 0 ? both : reads.filter((path) => !reads.some((other) => isInside(other, path)));
}

/** A part of what is at another place. */
function isInside(path: Path, outer: Path): boolean {
  return path.length > outer.length && outer.every((key, i) => key === path[i]);
}
