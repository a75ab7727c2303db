import type { Configuration } from '../spec/configuration.ts';
import { isObserved } from '../spec/observed-configuration.ts';
import { formatPath, type Path } from '../spec/value.ts';

/** How a report names a place of a state: `p0.phase`, `channel p0 to p1`; without processes the plain path, `flag[1]`. */
export function describePlace<S>(configuration: Configuration<S>, path: Path): string {
  if (isObserved(configuration)) {
    const [part, ...inside] = path;
    const { observed } = configuration;
    return part === 'system'
      ? describePlace(observed.configuration, inside)
      : formatPath(['history', ...inside.slice(1)]);
  }
  const { network, processNames } = configuration;
  const [root, first, second, ...rest] = path;
  if (network !== undefined && root === 'environment' && typeof second === 'number')
    return describePlace(configuration, ['processes', second, first as string, ...rest]);
  if (typeof first !== 'number') return formatPath(path);
  if (network === undefined && (root !== 'processes' || processNames[first] === undefined)) return formatPath(path);
  const nameOf = (id: string | number | undefined): string => processNames[id as number] ?? `p${id}`;
  if (root === 'processes') return formatPath([nameOf(first), ...path.slice(2)]);
  if (root === 'channels' && second !== undefined)
    return `channel ${nameOf(first)} to ${nameOf(second)}${rest.length > 0 ? formatPath(['', ...rest]) : ''}`;
  return formatPath(path);
}

/** What is at a place, or `undefined`. Map entries are found by the text of their key. */
export function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** A copy of a state with one place changed. The place is inside records and arrays only. */
export function withValueAt<S>(root: S, path: Path, value: unknown): S {
  const [key, ...rest] = path;
  if (key === undefined) return value as S;
  const copy = (Array.isArray(root) ? [...root] : { ...root }) as Record<string | number, unknown>;
  copy[key] = withValueAt(copy[key], rest, value);
  return copy as S;
}
