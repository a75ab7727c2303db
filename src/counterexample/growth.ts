import type { Configuration } from '../spec/configuration.ts';
import { isRecord, type Path } from '../spec/value.ts';
import { at, describePlace } from './place.ts';

/** A value that keeps growing along a run. */
export interface Growth {
  /** As a report prints it: `p1.clock`, `the size of p0.queue`. */
  readonly path: string;
  /** The number at the start and at the end of the run. */
  readonly first: number;
  readonly last: number;
}

/** A value that grew less often than this says nothing. */
const leastIncreases = 3;

/**
 * The value that most often grows, and never shrinks, over the second half of a run: the sign of a state space without
 * an end. Numbers count as themselves, collections by their size. The run should be one to a deepest state.
 */
export function growing<S>(configuration: Configuration<S>, states: readonly S[]): Growth | undefined {
  const late = states.slice(Math.floor(states.length / 2));
  let best: Growth | undefined;
  let most = leastIncreases - 1;
  for (const { path, measure } of measures(states.at(-1), [])) {
    const increases = countIncreases(late.map((state) => measure(at(state, path))));
    if (increases === undefined || increases <= most) continue;
    const [first, last] = [states[0], states.at(-1)].map((state) => measure(at(state, path)));
    if (first === undefined || last === undefined) continue;
    most = increases;
    const place = describePlace(configuration, path);
    best = { path: measure === sizeOf ? `the size of ${place}` : place, first, last };
  }
  return best;
}

/** How often a sequence grows; `undefined` if it shrinks anywhere, or is not always a number. */
function countIncreases(values: readonly (number | undefined)[]): number | undefined {
  let increases = 0;
  for (const [i, value] of values.entries()) {
    const previous = i === 0 ? value : values[i - 1];
    if (value === undefined || previous === undefined || value < previous) return undefined;
    if (value > previous) increases++;
  }
  return increases;
}

interface Measure {
  readonly path: Path;
  readonly measure: (value: unknown) => number | undefined;
}

/** Every place of a state that has a number to it. */
function* measures(value: unknown, path: Path): Generator<Measure> {
  if (typeof value === 'number') yield { path, measure: numberOf };
  if (sizeOf(value) !== undefined) yield { path, measure: sizeOf };
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) yield* measures(value[i], [...path, i]);
  if (isRecord(value)) for (const [key, part] of Object.entries(value)) yield* measures(part, [...path, key]);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function sizeOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return value instanceof Set || value instanceof Map ? value.size : undefined;
}
