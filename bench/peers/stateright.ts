import { type Checker, countsIn } from './checker.ts';

/**
 * Stateright: `UNTURNED_STATERIGHT` names a program that is called as `program maekawa 4 1`, searches breadth first on one
 * thread, and prints the report of Stateright's `report`. States are told apart by fingerprints of 64 bits.
 */
export const stateright: readonly Checker[] = [
  {
    name: 'stateright',
    available: () =>
      process.env.UNTURNED_STATERIGHT === undefined
        ? { missing: 'stateright is not here: set UNTURNED_STATERIGHT to a program with the models' }
        : { version: process.env.UNTURNED_STATERIGHT },
    prepare: ({ spec, params }) => {
      const { processes, requests = 1 } = params;
      return [process.env.UNTURNED_STATERIGHT as string, spec, String(processes), String(requests)];
    },
    counts: (output) => countsIn(output, /Done\. states=\d+, unique=(\d+)/, /Done\. states=(\d+)/, 1),
  },
];
