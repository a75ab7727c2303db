import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checker, countsIn } from './checker.ts';
import { modelFile, run, version } from './shell.ts';

/**
 * LTSmin's sequential search, over the Promela models compiled by SpinS: `UNTURNED_LTSMIN` names prom2lts-seq, and
 * `UNTURNED_SPINS` the compiler.
 */
export const ltsmin: readonly Checker[] = [
  {
    name: 'ltsmin',
    available: () => {
      const { UNTURNED_LTSMIN: search, UNTURNED_SPINS: spins } = process.env;
      if (search === undefined || spins === undefined)
        return { missing: 'ltsmin is not here: set UNTURNED_LTSMIN to prom2lts-seq, and UNTURNED_SPINS to spins' };
      return version([search, '--version'], 'ltsmin', `${search} does not run`);
    },
    prepare: ({ spec, params }, folder) => {
      const { processes: n = 0, requests = 1 } = params;
      const sizes = [`-DN=${n}`, `-DNN=${n * n}`, `-DK=${requests}`, '-DBREADTH'];
      writeFileSync(join(folder, 'model.pml'), run(['cpp', '-P', ...sizes, modelFile(`spin/${spec}.pml`)]));
      run([process.env.UNTURNED_SPINS as string, 'model.pml'], folder);
      return [process.env.UNTURNED_LTSMIN as string, '--strategy=bfs', '--state=tree', 'model.pml.spins'];
    },
    counts: (output) =>
      countsIn(output, /state space \d+ levels, (\d+) states/, /state space [^\n]* (\d+) transitions/, 0),
  },
];
