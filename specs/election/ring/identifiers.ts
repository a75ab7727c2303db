import { choice, integer } from 'unturned';

/** The parameter that places the identifiers 1 to n on the ring: 0 mixes them, k is the k-th of their orders. */
export const placement: ReturnType<typeof integer> = integer({
  default: 0,
  min: 0,
  max: 5040,
  description:
    'how identifiers lie on the ring: 0 mixes them, 1 is their order, 2 the next order of all in lexicographic order, …',
});

/** The parameter that says who may start an election by itself. */
export const starters: ReturnType<typeof choice<'all' | 'any'>> = choice(['all', 'any'], {
  description:
    'who may start an election: all processes, or those of any set, each set from an initial state of its own',
});

/** What the parameter `uniqueIdentifiers` says; without it, the two largest identifiers are the same. */
export const uniqueIdentifiers: string = 'no two processes have the same identifier';

/**
 * The identifier, from 1 to n, of the process at a place. A placement above n! is counted from the first again. When
 * mixed, identifiers are every third in turn, or simply in order if three divides their number.
 */
export function identifierAt(
  place: number,
  params: { readonly processes: number; readonly placement: number; readonly uniqueIdentifiers?: boolean },
): number {
  const identifier = uniqueIdentifierAt(place, params);
  const isSame = params.uniqueIdentifiers === false && identifier === params.processes - 1;
  return isSame ? params.processes : identifier;
}

function uniqueIdentifierAt(place: number, params: { readonly processes: number; readonly placement: number }): number {
  const { processes: count } = params;
  if (params.placement === 0) return count % 3 === 0 ? place + 1 : ((place * 3) % count) + 1;
  const left = Array.from({ length: count }, (_, i) => i + 1);
  const order = Array.from({ length: count }, (_, i) => {
    const ways = factorial(count - 1 - i);
    return left.splice(Math.floor((params.placement - 1) / ways) % left.length, 1)[0] as number;
  });
  return order[place] as number;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
