import type { Command } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { widthArgument } from './options.ts';
import { paintFor, widthOf } from './terminal.ts';

interface PageOptions {
  readonly width?: number;
  readonly color?: boolean;
}

/** Adds the commands that help with the others: `init` and `explain`. */
export function addDailyCommands(program: Command, finish: (status: ExitStatus) => void): void {
  program
    .command('init')
    .summary('write a first spec, its test and a CI step')
    .description(
      'Writes a first spec, its test and a workflow for GitHub into a folder. They pass as they are.\nA file that is there already is never touched.',
    )
    .argument('[folder]', 'where to; it is made if it does not exist', '.')
    .helpOption('-h, --help', 'print this')
    .action(async (folder: string) => {
      const { writeFirstFiles } = await import('./init.ts');
      finish(writeFirstFiles(folder));
    });

  const explain = program
    .command('explain')
    .summary('explain a code that a report begins with')
    .description('Explains what a code means, with an example, and says what to do. Without a code it lists them.')
    .argument('[code]', 'such as S104 or V201');
  pageOptions(explain).action(async (code: string | undefined, { width, color }: PageOptions) => {
    const { explainCode, listCodes } = await import('./explain.ts');
    const { stdout, env } = process;
    const page = { width: widthOf(stdout, width), paint: paintFor(stdout, color, env) };
    stdout.write(code === undefined ? listCodes(page) : explainCode(code, page));
  });
}

function pageOptions(command: Command): Command {
  return command
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .helpOption('-h, --help', 'print this');
}

/** The command that prints a script for a shell, as help lists it. What it does is added when it is asked for. */
export function listCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print a script that completes commands in a shell')
    .argument('<shell>', 'zsh, bash, fish or powershell')
    .helpOption('-h, --help', 'print this');
}
