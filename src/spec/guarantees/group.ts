import { requireSequence } from '../required-result.ts';
import { SpecError } from '../spec-error.ts';
import type { Scalar } from '../value.ts';

/** The processes that guarantees are about. */
export interface Group<in S> {
  readonly names: readonly string[];
  /** Absent if the spec is not made of processes. */
  readonly layout:
    | {
        readonly process: (state: S, id: number) => unknown;
        readonly isUp?: (state: S, id: number) => boolean;
      }
    | undefined;
}

/** One process of a state, as guarantees see it. */
export interface Member {
  readonly name: string;
  /** It has not crashed, or has recovered since; in a state in which a run ends, it is a correct process. */
  readonly isUp: boolean;
}

/** Names what a process keeps in its local state. */
export type Selector<L, T> = (process: L, id: number) => T;

/**
 * The members of a group in a state, with what the selectors say of each.
 * @throws SpecError S109 if the spec is not made of processes.
 */
export function membersOf<S, T>(
  { names, layout }: Group<S>,
  kit: string,
  read: (process: never, id: number) => T,
): (state: unknown) => readonly (Member & T)[] {
  if (layout === undefined)
    throw new SpecError('S109', {
      text: `${kit}() is used in a spec without processes`,
      help: 'Write the algorithm with processes(), or state the guarantees as properties of its own.',
    });
  const { process, isUp } = layout;
  return (state) =>
    names.map((name, id) => ({
      name,
      get isUp() {
        return isUp?.(state as S, id) ?? true;
      },
      ...read(process(state as S, id) as never, id),
    }));
}

/**
 * What a selector says, which must be a sequence of scalars.
 * @throws SpecError S110 otherwise
 */
export function sequenceOf<L, T extends Scalar>(
  name: string,
  selector: Selector<L, readonly T[]>,
  process: never,
  id: number,
): readonly T[] {
  return requireSequence(`the selector \`${name}\``, selector(process, id)) as readonly T[];
}

/** `p0`, `p0 and p1`, `p0, p1 and p2`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `p1 is correct and`, `p1 and p2 are correct and`. */
export function areCorrect(names: readonly string[]): string {
  return `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} correct and`;
}

/** `deliver` with whoever does it. */
export function verb(names: readonly string[], word: string): string {
  return names.length === 1 ? `${word}s` : word;
}
