import { canonical } from '../spec/canonical.ts';
import type { Configuration } from '../spec/configuration.ts';
import { formatPath, isRecord, type Path } from '../spec/value.ts';
import { toJson } from './json.ts';
import { describePlace } from './place.ts';
import type { Change } from './trace.ts';

/** A place where two states differ, and what is there in each; `undefined` where there is nothing. */
export interface Difference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a step changed. Channels and what the environment keeps are left out: messages and the names of steps show them. */
export function changes<S>(configuration: Configuration<S>, before: S, after: S): Change[] {
  return [...differences(before, after)]
    .filter(({ path }) => configuration.network === undefined || isShown(path))
    .flatMap(({ path, before: from, after: to }) => {
      const place = describePlace(configuration, path);
      return describeChange(from, to).map((change) => ({ path: place, ...change }));
    });
}

function isShown([root, part]: Path): boolean {
  return root !== 'channels' && (root !== 'environment' || part === 'suspected');
}

/** What a step changed of the history that one property speaks of. */
export function historyChanges(before: unknown, after: unknown): Change[] {
  return [...differences(before, after, ['history'])].flatMap(({ path, before: from, after: to }) =>
    describeChange(from, to).map((change) => ({ path: formatPath(path), ...change })),
  );
}

/** The innermost places where two values differ. Sets, maps, and arrays that changed their length are places as a whole. */
export function* differences(before: unknown, after: unknown, path: Path = []): Generator<Difference> {
  if (areEqual(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* differences(before[key], after[key], [...path, key]);
  } else if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    !isShift(before, after)
  ) {
    for (let i = 0; i < after.length; i++) yield* differences(before[i], after[i], [...path, i]);
  } else {
    yield { path, before, after };
  }
}

function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonical(a) === canonical(b);
}

/** True if an array lost its head and got a new tail, as a queue does, and is better shown as a whole. */
function isShift(before: readonly unknown[], after: readonly unknown[]): boolean {
  const differing = after.filter((part, i) => !areEqual(before[i], part)).length;
  return differing > 1 && areEqual(before.slice(1), after.slice(0, -1));
}

type BareChange = Omit<Change, 'path'>;

function describeChange(before: unknown, after: unknown): BareChange[] {
  if (before instanceof Set && after instanceof Set)
    return (
      single(
        [...before].filter((element) => !after.has(element)),
        [...after].filter((element) => !before.has(element)),
      ) ?? whole(before, after)
    );
  if (before instanceof Map && after instanceof Map) return mapChanges(before, after);
  if (Array.isArray(before) && Array.isArray(after)) return arrayChanges(before, after);
  return whole(before, after);
}

function arrayChanges(before: readonly unknown[], after: readonly unknown[]): BareChange[] {
  if (after.length === before.length + 1 && areEqual(after.slice(0, -1), before)) return [add(after.at(-1))];
  if (after.length === before.length - 1) {
    const gone = before.findIndex((element, i) => !areEqual(element, after[i]));
    if (areEqual(before.toSpliced(gone, 1), after)) return [remove(before[gone])];
  }
  return whole(before, after);
}

function mapChanges(before: ReadonlyMap<unknown, unknown>, after: ReadonlyMap<unknown, unknown>): BareChange[] {
  const differing = ([key, part]: [unknown, unknown], other: ReadonlyMap<unknown, unknown>): boolean =>
    !other.has(key) || !areEqual(other.get(key), part);
  const removed = [...before].filter((entry) => differing(entry, after));
  const added = [...after].filter((entry) => differing(entry, before));
  const entry = (entries: [unknown, unknown][]): Map<unknown, unknown>[] => entries.map((one) => new Map([one]));
  return single(entry(removed), entry(added)) ?? whole(before, after);
}

/** One element more or less; `undefined` if it is not one. */
function single(removed: readonly unknown[], added: readonly unknown[]): BareChange[] | undefined {
  if (removed.length + added.length !== 1) return undefined;
  return removed.length === 1 ? [remove(removed[0])] : [add(added[0])];
}

const add = (to: unknown): BareChange => ({ op: 'add', to: toJson(to) });

const remove = (from: unknown): BareChange => ({ op: 'remove', from: toJson(from) });

function whole(before: unknown, after: unknown): BareChange[] {
  return [
    {
      op: 'set',
      ...(before !== undefined && { from: toJson(before) }),
      ...(after !== undefined && { to: toJson(after) }),
    },
  ];
}
