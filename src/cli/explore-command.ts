import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import { configurationOptions } from './options.ts';

/** Adds `unturned explore` to the program. */
export function addExplore(program: Command, finish: (status: ExitStatus) => void): void {
  const explore = program
    .command('explore')
    .summary('walk through a spec step by step in the browser')
    .description(
      'Serves a page on this machine, in which a spec is checked and walked through: forwards by choosing an action, back, and along other ways.\nIts address holds the run, by the names of its steps. ^C ends it.',
    )
    .argument('[spec]', 'a file, or the name of a bundled spec (default: that of the record)');
  configurationOptions(explore)
    .option('--trace <file>', 'begin with the run of a trace that a check wrote, or of a record (--reporter json=FILE)')
    .option('--property <name>', 'whose run of the record (default: the first that is violated)')
    .option('--no-open', 'do not open a browser, as is done on a terminal')
    .addOption(new Option('--port <n>', 'the port to listen on').argParser(portArgument).default(0, 'one that is free'))
    .helpOption('-h, --help', 'print this')
    .action(async (spec: string | undefined, options) => {
      const { explore: serve } = await import('./explore.ts');
      finish(await serve(spec, options));
    });
}

function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It takes a whole number from 0 to 65535.');
  return port;
}
