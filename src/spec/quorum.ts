import { SpecError } from './spec-error.ts';

/** The quorum systems that there are names for. */
export type QuorumSystem = 'pairs' | 'grid' | 'plane' | 'majority' | 'all';

/**
 * A quorum for each of `count` processes, as ids in ascending order; each contains its owner, and any two meet.
 * - `pairs`: a process and the next on a ring; they meet for up to three processes.
 * - `grid`: row and column of a square (M. Maekawa, ACM TOCS 3(2), 1985, section 5).
 * - `plane`: the lines of a finite projective plane, of 3, 7 or 13 points, any two with one point in common.
 * - `majority`: a process and those that follow it on a ring, up to more than half of all.
 * - `all`: everybody.
 * @throws SpecError S109 if there is no such system for so many processes, or two of its quorums do not meet.
 */
export function quorumSystem(system: QuorumSystem, count: number): readonly (readonly number[])[] {
  const ids = Array.from({ length: count }, (_, id) => id);
  const shifted = (offsets: readonly number[]): readonly (readonly number[])[] =>
    ids.map((id) => offsets.map((offset) => (id + offset) % count).sort((a, b) => a - b));
  switch (system) {
    case 'pairs':
      return meeting(shifted([0, 1]));
    case 'grid':
      return meeting(grid(ids));
    case 'plane':
      return meeting(shifted(differenceSet(count)));
    case 'majority':
      return meeting(shifted(ids.slice(0, Math.floor(count / 2) + 1)));
    case 'all':
      return meeting(ids.map(() => ids));
  }
}

/**
 * The same quorums, once it is certain that any two have a process in common.
 * @throws SpecError S109 that names two that do not.
 */
export function meeting(quorums: readonly (readonly number[])[]): readonly (readonly number[])[] {
  for (const [a, one] of quorums.entries())
    for (const [b, other] of quorums.entries())
      if (!one.some((id) => other.includes(id)))
        throw new SpecError('S109', {
          text: `the quorums of p${a} (${named(one)}) and p${b} (${named(other)}) do not meet`,
          help: 'Any two quorums need a process in common: take another quorum system, or another number of processes.',
        });
  return quorums;
}

function named(ids: readonly number[]): string {
  return ids.map((id) => `p${id}`).join(', ');
}

function grid(ids: readonly number[]): readonly (readonly number[])[] {
  const side = Math.sqrt(ids.length);
  if (!Number.isInteger(side)) throw noSystem('grid', ids.length, 'a square number of processes');
  const row = (id: number): number => Math.floor(id / side);
  return ids.map((id) => ids.filter((j) => row(j) === row(id) || j % side === id % side));
}

/** Residues of which every difference but 0 occurs once, so that their translates are the lines of a plane (J. Singer, 1938). */
function differenceSet(count: number): readonly number[] {
  const known: Readonly<Record<number, readonly number[]>> = { 3: [0, 1], 7: [0, 1, 3], 13: [0, 1, 3, 9] };
  const offsets = known[count];
  if (offsets === undefined) throw noSystem('plane', count, '3, 7 or 13 processes');
  return offsets;
}

function noSystem(system: QuorumSystem, count: number, needed: string): SpecError {
  return new SpecError('S109', {
    text: `there are no quorums "${system}" for ${count} processes`,
    help: `It takes ${needed}.`,
  });
}
