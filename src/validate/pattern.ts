import { toJson } from '../counterexample/json.ts';
import { describePlace } from '../counterexample/place.ts';
import type { Json } from '../counterexample/trace.ts';
import { canonical } from '../spec/canonical.ts';
import type { Configuration } from '../spec/configuration.ts';
import { isRecord, type Path } from '../spec/value.ts';

/**
 * What is known of a state, as JSON. A record of it is about the keys that it has and about no others; of an array, or a map,
 * it may be about some places, `{"2": …}`. Otherwise arrays and sets are whole; `{"#set": […]}` and `{"#map": [[k, v], …]}`
 * are accepted as reports write them. The name of a process stands for its local state.
 */
export type Pattern = Json;

/** A place where a state is not as a pattern says. */
export interface Mismatch {
  /** As reports name it: `p1.phase`. */
  readonly path: string;
  readonly said: Json;
  /** Absent where the state has nothing. */
  readonly is?: Json;
}

/** Where a state differs from a pattern; nowhere if it matches. */
export function mismatches<S>(configuration: Configuration<S>, pattern: Pattern, state: S): Mismatch[] {
  if (!isPartial(pattern) || !isRecord(state)) return [...differing(configuration, pattern, state, [])];
  return Object.entries(pattern).flatMap(([key, part]) => {
    const process = configuration.network === undefined ? -1 : configuration.processNames.indexOf(key);
    if (process < 0) return [...differing(configuration, part, state[key], [key])];
    const local = configuration.network?.process(state as S, process);
    return [...differing(configuration, part, local, ['processes', process])];
  });
}

/** Whether a state is as a pattern says. */
export function matches<S>(configuration: Configuration<S>, pattern: Pattern | undefined, state: S): boolean {
  return pattern === undefined || mismatches(configuration, pattern, state).length === 0;
}

function* differing<S>(
  configuration: Configuration<S>,
  pattern: Pattern,
  value: unknown,
  path: Path,
): Generator<Mismatch> {
  if (isPartial(pattern) && (isRecord(value) || Array.isArray(value) || value instanceof Map)) {
    for (const [key, part] of Object.entries(pattern)) {
      const place = Array.isArray(value) ? Number(key) : key;
      yield* differing(configuration, part, partAt(value, key), [...path, place]);
    }
  } else if (Array.isArray(pattern) && Array.isArray(value) && pattern.length === value.length) {
    for (const [i, part] of pattern.entries()) yield* differing(configuration, part, value[i], [...path, i]);
  } else if (!isWhole(pattern, value)) {
    const is = value === undefined ? {} : { is: toJson(value) };
    yield { path: describePlace(configuration, path), said: pattern, ...is };
  }
}

function partAt(value: unknown, key: string): unknown {
  if (value instanceof Map) return [...value].find(([name]) => String(name) === key)?.[1];
  return Object.hasOwn(value as object, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function isWhole(pattern: Pattern, value: unknown): boolean {
  if (value === undefined) return false;
  if (value instanceof Set) {
    const elements = Array.isArray(pattern) ? pattern : isMarked(pattern) ? pattern['#set'] : undefined;
    return Array.isArray(elements) && canonical(new Set(elements)) === canonical(value);
  }
  if (value instanceof Map && isMarked(pattern) && Array.isArray(pattern['#map']))
    return canonical(toJson(value)) === canonical({ '#map': sortedEntries(pattern['#map'], value) });
  return canonical(pattern) === canonical(value);
}

/** The entries of a map in the order in which it has their keys. */
function sortedEntries(entries: readonly Json[], map: ReadonlyMap<unknown, unknown>): readonly Json[] {
  const keys = [...map.keys()];
  const place = (entry: Json): number => keys.indexOf(Array.isArray(entry) ? entry[0] : undefined);
  return [...entries].sort((a, b) => place(a) - place(b));
}

type Marked = { readonly [key: string]: Json };

function isMarked(pattern: Pattern): pattern is Marked {
  return isRecord(pattern) && ('#set' in pattern || '#map' in pattern);
}

function isPartial(pattern: Pattern): pattern is Marked {
  return isRecord(pattern) && !isMarked(pattern);
}
