import { type Command, Option } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { widthArgument } from './options.ts';

/** Adds `unturned replay` to the program. */
export function addReplay(program: Command, finish: (status: ExitStatus) => void): void {
  program
    .command('replay')
    .summary('make a recorded run again, with the spec as it is now')
    .description(
      'Makes the run of a trace again, step by step, with the spec as it is now, and says whether it still violates its property;\nwhere the spec has changed, which step is no longer enabled, and why.',
    )
    .argument('<trace>', 'a trace that `unturned check` wrote, or a record that --reporter json=FILE wrote')
    .option('--property <name>', 'of a record: whose run (default: the first that is violated)')
    .option('--spec <spec>', 'the spec (default: the one that the trace names)')
    .addOption(
      new Option('--view <kind>', 'what to print of the run (default: a report, or by the name of the file)').choices([
        'report',
        'diagram',
        'steps',
        'states',
        'json',
        'svg',
        'mermaid',
        'dot',
        'aut',
        'itf',
        'shiviz',
      ]),
    )
    .option('-o, --output <file>', 'the file to write (default: standard output)')
    .option('--save-test <dir>', 'write a vitest file that replays the run')
    .addOption(new Option('--expect <what>', 'exit 0 if the run still violates its property').choices(['violation']))
    .addOption(
      new Option('--detail <level>', 'of the report: auto shortens long runs, full adds states, diff has every step')
        .choices(['auto', 'full', 'diff', 'none'])
        .default('auto'),
    )
    .addOption(new Option('--clocks <kind>', 'show logical clocks beside the steps').choices(['lamport', 'vector']))
    .option('--ascii', 'draw with ASCII characters only')
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .helpOption('-h, --help', 'print this')
    .addHelpText(
      'after',
      '\nExit status: 0 the run does not violate its property, or cannot happen any more, 1 it still violates it, 2 a mistake.\nFor a run that reaches a goal: 0 it still does, 1 it does not.',
    )
    .action(async (trace: string, options) => {
      const { replayFile } = await import('./replay.ts');
      finish(await replayFile(trace, { ascii: false, ...options }));
    });
}
