import type { Subject } from '../subjects.ts';
import { type Checker, countsIn } from './checker.ts';
import { modelFile, run, version } from './shell.ts';

/** Exhaustive and exact: no partial order reduction, no hashing of states, tables large enough never to be the limit. */
const always = ['-w', '-O2', '-march=native', '-DSAFETY', '-DNOREDUCE'];
const hashBits = 24;
const greatestDepth = 100_000;

/** Spin, depth first and breadth first. */
export const spin: readonly Checker[] = [
  checker('spin, depth first', [], []),
  checker('spin, breadth first', ['-DBREADTH'], ['-DBFS']),
];

function checker(name: string, forModel: readonly string[], forVerifier: readonly string[]): Checker {
  return {
    name,
    available: () => version(['spin', '-V'], 'spin', 'apt-get install spin gcc'),
    prepare: ({ spec, params }: Subject, folder) => {
      const { processes: n = 0, requests = 1 } = params;
      const sizes = [`-DN=${n}`, `-DNN=${n * n}`, `-DK=${requests}`];
      run(['spin', '-a', ...sizes, ...forModel, modelFile(`spin/${spec}.pml`)], folder);
      run(['gcc', ...always, ...forVerifier, '-o', 'pan', 'pan.c'], folder);
      return ['./pan', `-m${greatestDepth}`, `-w${hashBits}`];
    },
    counts: (output) => {
      if (!/errors: 0\b/.test(output)) return undefined;
      return countsIn(output, /([\d.e+]+) states, stored/, /([\d.e+]+) transitions/, 1);
    },
  };
}
