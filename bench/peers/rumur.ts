import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checker, countsIn } from './checker.ts';
import { modelFile, run, version } from './shell.ts';

/** The flags of rumur-run; unpacked states, which are larger and faster. */
const forRumur = [
  '--quiet',
  '--pointer-bits',
  '48',
  '--threads',
  '1',
  '--deadlock-detection',
  'off',
  '--pack-state',
  'off',
];
const forCompiler = ['-w', '-std=c11', '-O3', '-march=native', '-mtune=native', '-flto', '-fwhole-program', '-mcx16'];

/** Rumur on one thread. It searches breadth first. */
export const rumur: readonly Checker[] = [
  {
    name: 'rumur',
    available: () => version(['rumur', '--version'], 'rumur', 'apt-get install rumur gcc'),
    prepare: ({ spec, params }, folder) => {
      const { processes: n = 0, requests = 1 } = params;
      const model = readFileSync(modelFile(`rumur/${spec}.m`), 'utf8');
      const sized = model.replace(/^ {2}N: \d+;/m, `  N: ${n};`).replace(/^ {2}K: \d+;/m, `  K: ${requests};`);
      writeFileSync(join(folder, 'model.m'), sized);
      run(['rumur', ...forRumur, '--output', 'model.c', 'model.m'], folder);
      run(['gcc', ...forCompiler, '-o', 'verifier', 'model.c', '-lpthread', '-latomic'], folder);
      return ['./verifier'];
    },
    counts: (output) =>
      countsIn(output, /(\d+) states, \d+ rules fired in [^\n]*\s*$/, /(\d+) rules fired in [^\n]*\s*$/, 0),
  },
];
