import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from './exit-status.ts';

/** Adds `unturned explore` to the program; the reader of settings is that of the other commands. */
export function addExplore(
  program: Command,
  readers: {
    readonly setting: (text: string, known: Readonly<Record<string, string>>) => Record<string, string>;
    readonly faults: (text: string, known: Readonly<Record<string, string>>) => Record<string, string>;
  },
  finish: (status: ExitStatus) => void,
): void {
  program
    .command('explore')
    .summary('walk through a spec step by step in the browser')
    .description(
      'Serves a page on this machine, in which a spec is checked and walked through: forwards by choosing an action, back, and along other ways.\nIts address holds the run, by the names of its steps. ^C ends it.',
    )
    .argument('[spec]', 'a file, or the name of a bundled spec (default: that of the record)')
    .addOption(
      new Option('--set <name=value>', 'give a parameter a value (repeat)')
        .argParser(readers.setting)
        .default({}, 'those of the spec'),
    )
    .addOption(
      new Option('--faults <name=n,...>', 'how often each fault may happen (repeat)')
        .argParser(readers.faults)
        .default({}, 'those of the spec'),
    )
    .option('--trace <file>', 'begin with the run of a trace that a check wrote, or of a record (--reporter json=FILE)')
    .option('--property <name>', 'whose run of the record (default: the first that is violated)')
    .option('--no-open', 'do not open a browser, as is done on a terminal')
    .addOption(new Option('--port <n>', 'the port to listen on').argParser(portArgument).default(0, 'one that is free'))
    .helpOption('-h, --help', 'print this')
    .action(async (spec: string | undefined, options) => {
      const { explore } = await import('./explore.ts');
      finish(await explore(spec, options));
    });
}

function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It takes a whole number from 0 to 65535.');
  return port;
}
