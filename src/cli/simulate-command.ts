import { type Command, InvalidArgumentError } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { argumentsOf, countArgument, outputOptions, recordingOptions, specOptions } from './options.ts';
import type { SimulateArguments } from './simulate.ts';

/** Adds `unturned simulate` to the program. */
export function addSimulate(program: Command, words: readonly string[], finish: (status: ExitStatus) => void): void {
  const simulate = program
    .command('simulate')
    .summary('draw runs of a configuration too large to be searched')
    .description(
      'Draws runs of a spec at random and judges its properties on them. A run that violates one is made shorter, and is looked for in smaller configurations.\nNothing is ever said to hold: what no run violates is inconclusive.',
    )
    .argument('<spec>', 'a file, or the name of a bundled spec');
  specOptions(simulate)
    .optionsGroup('Runs:')
    .option('--runs <n>', 'how many are drawn, such as 10000 or 50k', countArgument, 1000)
    .option('--steps <n>', 'of the longest run', countArgument, 500)
    .option('--seed <n>', 'the same seed gives the same runs', seedArgument, 1)
    .option('--path <path>', 'draw again the run that was found there, and no other', pathArgument);
  recordingOptions(outputOptions(simulate, { draws: true })).addHelpText(
    'after',
    '\nExit status: 1 a property is violated, 2 the spec or the command is wrong, 3 no run violates one,\nwhich is no proof, 70 an error in unturned itself, 130 interrupted.',
  );
  simulate.action(async (spec: string, options) => {
    const { simulateSpec } = await import('./simulate.ts');
    finish(await simulateSpec(spec, argumentsOf<SimulateArguments>(options), ['unturned', ...words]));
  });
}

function seedArgument(text: string): number {
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || seed !== Math.trunc(seed) || Math.abs(seed) > 2 ** 31 - 1)
    throw new InvalidArgumentError('It takes a whole number of at most 31 bits, such as 7.');
  return seed;
}

function pathArgument(text: string): string {
  if (!/^\d+(?::\d+)*$/.test(text)) throw new InvalidArgumentError('It takes numbers with colons, such as 12:0:3.');
  return text;
}
