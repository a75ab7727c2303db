import { SpecError } from './spec-error.ts';

/** Picks one of the options; the search explores every one of them. */
export type Choose = <T>(options: Iterable<T>) => T;

/** One outcome of a function that chooses: the picks it made, by position among their options, and its result. */
export interface Outcome<T> {
  readonly picks: readonly number[];
  readonly result: T;
}

/**
 * Runs a function once for every way its choices can be made, in lexicographic order of the picks. The function must be
 * deterministic but for `choose`: a later choice may depend on an earlier one, as each run replays a prefix of picks.
 */
export function* outcomes<T>(run: (choose: Choose) => T): Generator<Outcome<T>> {
  let prefix: number[] = [];
  for (;;) {
    const picks: number[] = [];
    const sizes: number[] = [];
    const result = run((options) => {
      const list = [...options];
      if (list.length === 0)
        throw new SpecError('S108', {
          text: 'choose() was called with no options',
          help: 'Let the guard make sure that there is something to choose from.',
        });
      const pick = prefix[picks.length] ?? 0;
      picks.push(pick);
      sizes.push(list.length);
      return list[pick] as (typeof list)[number];
    });
    yield { picks, result };
    const last = picks.findLastIndex((pick, i) => pick + 1 < (sizes[i] as number));
    if (last === -1) return;
    prefix = [...picks.slice(0, last), (picks[last] as number) + 1];
  }
}
