import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checker, countsIn } from './checker.ts';
import { modelFile, version } from './shell.ts';

const modules: Readonly<Record<string, string>> = { 'ricart-agrawala': 'RicartAgrawala', maekawa: 'Maekawa' };

/** TLC with one worker; `UNTURNED_TLC_JAR` names tla2tools.jar. States are told apart by fingerprints of 64 bits. */
export const tlc: readonly Checker[] = [
  {
    name: 'tlc',
    available: () => {
      if (process.env.UNTURNED_TLC_JAR === undefined)
        return { missing: 'tlc is not here: set UNTURNED_TLC_JAR to tla2tools.jar' };
      return version(['java', '--version'], 'tlc', 'it needs java');
    },
    prepare: ({ spec, params }, folder) => {
      const module = modules[spec] as string;
      copyFileSync(modelFile(`tlc/${module}.tla`), join(folder, `${module}.tla`));
      const { processes, requests = 1 } = params;
      const lines = ['SPECIFICATION Spec', `CONSTANT N = ${processes}`, `CONSTANT K = ${requests}`, 'INVARIANT Mutex'];
      writeFileSync(join(folder, `${module}.cfg`), lines.join('\n'));
      const java = ['java', '-Xmx8g', '-XX:+UseParallelGC', '-cp', process.env.UNTURNED_TLC_JAR as string];
      const flags = ['-workers', '1', '-deadlock', '-checkpoint', '0', '-cleanup', '-noGenerateSpecTE'];
      return [...java, 'tlc2.TLC', ...flags, '-config', `${module}.cfg`, `${module}.tla`];
    },
    counts: (output) =>
      countsIn(
        output,
        /([\d,]+) distinct states found, 0 states left/,
        /([\d,]+) states generated, [^\n]* 0 states left/,
        1,
      ),
  },
];
