import type { ActionDefinition } from '../spec.ts';
import { isLeft, type Surrounded, type Surroundings, spend } from './environment.ts';

/** True if a partition lasts, and two processes are on different sides. */
export function isCut(
  state: { readonly environment?: { readonly apart?: readonly number[] } },
  a: number,
  b: number,
): boolean {
  const apart = state.environment?.apart;
  return apart !== undefined && apart.includes(a) !== apart.includes(b);
}

/** Partitions into two sides form within their budget, and always heal. */
export function partitionActions({
  faults,
  ids,
}: Surroundings): Readonly<Record<string, ActionDefinition<Surrounded, unknown, readonly number[]>>> {
  if (faults.partition === undefined) return {};
  return {
    partition: {
      args: sides(ids),
      optional: true,
      environment: 'partition',
      guard: {
        'is whole': ({ state }) => state.environment.apart?.length === 0,
        'a partition is left': ({ state }) => isLeft(state, 'partition'),
      },
      effect: ({ state }, side) => {
        state.environment.apart = [...side];
        spend(state, 'partition');
      },
    },
    heal: {
      environment: 'heal',
      guard: { 'is partitioned': ({ state }) => state.environment.apart?.length !== 0 },
      effect: ({ state }) => {
        state.environment.apart = [];
      },
    },
  };
}

/** Every way to split the processes in two: the sides that the first process is not on. */
function sides(ids: readonly number[]): number[][] {
  const others = ids.slice(1);
  return Array.from({ length: 2 ** others.length - 1 }, (_, i) =>
    others.filter((_, place) => Math.floor((i + 1) / 2 ** place) % 2 === 1),
  );
}
