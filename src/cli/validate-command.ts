import type { Command } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { argumentsOf, configurationOptions, countArgument, outputOptions } from './options.ts';
import type { ValidateArguments } from './validate.ts';

/** Adds `unturned validate` to the program. */
export function addValidate(program: Command, finish: (status: ExitStatus) => void): void {
  const validate = program
    .command('validate')
    .summary('say whether the log of a real system is a behaviour of a spec')
    .description(
      'Says whether a recorded run of a real system is a behaviour of a spec, and if not, where it stops being one.\nThe log has one JSON object on each line, such as {"action": "grant", "args": [2], "state": {"holder": 2}}. One of "action", "process" and "state" has to be there; what is not known is left out.',
    )
    .argument('<spec>', 'a file, or the name of a bundled spec')
    .argument('<log>', 'a file of events, one JSON object a line, or - for standard input');
  configurationOptions(validate.optionsGroup('Spec:'))
    .optionsGroup('Log:')
    .option('--hidden <n>', 'steps before an event that the log does not have, at most', countArgument, 0)
    .option('--hidden-actions <name...>', 'the actions of such steps (default: those that no event speaks of)')
    .option('--max-states <n>', 'with more possible states at once the log is too ambiguous', countArgument, 100_000);
  outputOptions(validate).addHelpText(
    'after',
    '\nExit status: 0 the log is a behaviour of the spec, 1 it is not, 2 the spec, the log or the\ncommand is wrong, 3 it is too ambiguous to say, 70 an error in unturned itself, 130 interrupted.',
  );
  validate.action(async (spec: string, log: string, options) => {
    const { validateFile } = await import('./validate.ts');
    finish(
      await validateFile(
        spec,
        log,
        argumentsOf<ValidateArguments>({ ...options, maxStates: undefined, most: options.maxStates }),
      ),
    );
  });
}
