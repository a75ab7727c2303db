import { type Command, Option } from 'commander';
import { configurationOptions, countArgument } from './options.ts';

/** Adds `unturned export` to the program. */
export function addExport(program: Command): void {
  const command = program
    .command('export')
    .summary('write a run, or a state graph, for other programs')
    .description(
      'Writes the run that settles a property as a drawing or as a file for other programs; with --graph the whole state graph.\nIts source is a trace that a check wrote, a record of --reporter json=FILE, or a spec, which is checked.',
    )
    .argument('<source>', 'a trace or a record (.json), a spec file, or the name of a bundled spec')
    .addOption(
      new Option(
        '--format <name>',
        'svg, mermaid, dot, aut, itf, shiviz or json (default: by the name of the file, or svg)',
      ).choices(['svg', 'mermaid', 'dot', 'aut', 'itf', 'shiviz', 'json']),
    )
    .option('-o, --output <file>', 'the file to write (default: standard output)')
    .option('--property <name>', 'whose run (default: the first that is violated)')
    .addOption(new Option('--clocks <kind>', 'show logical clocks in a drawing').choices(['lamport', 'vector']));
  configurationOptions(command, 'for a spec: ')
    .option('--graph', 'the state graph of a spec, as svg, dot, aut or json')
    .addOption(
      new Option('--max-states <n>', 'refuse a larger graph').argParser(countArgument).default(10_000, '10 000'),
    )
    .helpOption('-h, --help', 'print this')
    .action(async (source: string, options) => {
      const { exportRun } = await import('./export.ts');
      await exportRun(source, { graph: false, ...options });
    });
}
