import { SpecError } from '../spec/spec-error.ts';
import { formatPath } from '../spec/value.ts';
import type { Layout } from '../state/layout.ts';

/** A function of the spec depends on something that is not in the state. */
export function notDeterministic(where: string, difference: string): SpecError {
  return new SpecError('S104', {
    where,
    text: `run twice from the same state, it gave different results: ${difference}`,
    help: 'Clocks, random numbers and variables outside the state do not belong in a spec: model a choice with choose([...]).',
  });
}

/** How the second list of successors differs from the first, in words; `undefined` if it does not. */
export function differenceOf(
  layout: Layout,
  first: readonly Int32Array[],
  second: readonly Int32Array[],
): string | undefined {
  if (first.length !== second.length) return `${countOf(first)} the first time, ${countOf(second)} the second`;
  for (let i = 0; i < first.length; i++) {
    const a = first[i] as Int32Array;
    const b = second[i] as Int32Array;
    for (const { index, path, pool } of layout.slots)
      if (a[index] !== b[index])
        return `${formatPath(path)} is ${show(pool.value(a[index] as number))}, then ${show(pool.value(b[index] as number))}`;
  }
  return undefined;
}

function countOf(successors: readonly unknown[]): string {
  if (successors.length === 0) return 'not enabled';
  return successors.length === 1 ? 'one successor' : `${successors.length} successors`;
}

function show(value: unknown): string {
  if (value instanceof Set) return `{${[...value].join(', ')}}`;
  if (value instanceof Map) return `{${[...value].map(([key, part]) => `${key}: ${show(part)}`).join(', ')}}`;
  return JSON.stringify(value);
}
