import { existsSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { mistakeReport } from '../report/mistake.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import { bundledSpecs, packageVersion } from './bundled.ts';
import { diagnose } from './diagnosis.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { addExplore } from './explore-command.ts';
import { addExport } from './export-command.ts';
import { parseBytes, parseCount, parseDuration } from './quantities.ts';
import { diagnosticOptions, type ReporterChoice } from './reporters.ts';
import { paintFor, widthOf } from './terminal.ts';

const examples = `
Examples:
  unturned check maekawa                           a spec that comes with the package; it deadlocks
  unturned check my-spec.ts --set processes=4      a spec of yours, for four processes
  unturned check ricart-agrawala --set tieBreak=false --keep-going
                                                   a planted bug, and all that it breaks`;

/** Runs the command line. Says on stderr what is wrong with it, if something is. */
export async function runCommandLine(words: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.holds;
  const program = createProgram(words, (of) => {
    status = of;
  });
  if (words.length === 0) {
    program.outputHelp();
    return status;
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.holds;
    return complain(error instanceof CommanderError ? notUnderstood(error, words) : error);
  }
}

function complain(error: unknown): ExitStatus {
  const status = isSpecError(error) ? exitStatus.error : exitStatus.internal;
  const { spec: _, ...diagnostic } = diagnose(error, '');
  process.stderr.write(mistakeReport(diagnostic, status, diagnosticOptions({ ascii: false })));
  return status;
}

function createProgram(words: readonly string[], finish: (status: ExitStatus) => void): Command {
  const program = new Command('unturned')
    .description('Explores every interleaving of a distributed algorithm, and draws the shortest run that breaks it.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .addHelpText('after', examples)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });

  const check = program
    .command('check')
    .summary('check every property of a spec in every reachable state')
    .description(
      'Checks every property of one or more specs in every reachable state.\nA spec is a file (.ts, .mts, .js, .mjs), or the bare name of one that comes with the package: see `unturned list`.',
    )
    .argument('<spec...>', 'files, or names of bundled specs')
    .optionsGroup('Spec:')
    .addOption(
      new Option('--set <name=value>', 'give a parameter a value; see `unturned list <spec>` (repeat)')
        .argParser(collectSetting)
        .default({}, 'those of the spec'),
    )
    .option('--property <name...>', 'judge only these properties')
    .option(
      '--ltl <formula>',
      'judge this formula, such as "always (waiting(1) implies eventually held(1))" (repeat)',
      (text: string, known: readonly string[] = []) => [...known, text],
    )
    .addOption(
      new Option('--fairness <kind>', 'assume it of every action, in place of what the spec declares').choices([
        'weak',
        'strong',
        'none',
      ]),
    )
    .optionsGroup('Search:')
    .addOption(
      new Option('--search <order>', 'breadth first, for shortest runs, or depth first')
        .choices(['bfs', 'dfs'])
        .default('bfs'),
    )
    .addOption(
      new Option('--engine <name>', 'what explores; the reference is slow, and defines the meaning of a spec')
        .choices(['default', 'direct', 'reference'])
        .default('default'),
    )
    .option('--keep-going', 'go on after the first violation, until every property is settled')
    .option('--paranoid', "hold every answer of the engine against the spec's functions")
    .optionsGroup('Limits (a search that one of them ends is inconclusive):')
    .option('--max-states <n>', 'distinct states, such as 500k or 50M', countArgument)
    .option('--max-depth <n>', 'steps from an initial state', countArgument)
    .option('--max-time <time>', 'such as 250ms, 90s, 10m or 2h', durationArgument)
    .option('--max-memory <size>', 'such as 512m or 8g (default: three quarters of the machine)', bytesArgument)
    .optionsGroup('Output:')
    .addOption(
      new Option('--reporter <kind>', 'pretty, json or html; html=FILE writes a file (repeat)')
        .argParser(collectReporter)
        .default([{ kind: 'pretty' }], 'pretty'),
    )
    .addOption(
      new Option('--detail <level>', 'of runs: auto shortens long ones, full adds states, diff has every step')
        .choices(['auto', 'full', 'diff', 'none'])
        .default('auto'),
    )
    .addOption(new Option('--clocks <kind>', 'show logical clocks beside the steps').choices(['lamport', 'vector']))
    .option('--ascii', 'draw with ASCII characters only')
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .option('--stats', 'show what the engine learned: why a spec is fast, or slow')
    .option('-q, --quiet', 'no progress, no warnings')
    .helpOption('-h, --help', 'print this')
    .addHelpText(
      'after',
      '\nExit status: 0 every property holds, 1 one is violated, 2 the spec or the command is wrong,\n3 inconclusive, 70 an error in unturned itself, 130 interrupted.',
    );
  check.action(async (specs: string[], options) => {
    const { checkSpecs } = await import('./check.ts');
    const { maxStates, maxDepth, maxTime, maxMemory, reporter, ...rest } = options;
    const limits = Object.fromEntries(
      Object.entries({ maxStates, maxDepth, maxTime, maxMemory }).filter(([, value]) => value !== undefined),
    );
    const off = { keepGoing: false, paranoid: false, ascii: false, stats: false, quiet: false };
    finish(await checkSpecs(specs, { ...off, ...rest, reporters: reporter, limits }, ['unturned', ...words]));
  });

  program
    .command('fairness')
    .summary('find the least fairness under which temporal properties hold')
    .description(
      'Finds the minimal sets of fairness assumptions under which the temporal properties of a spec hold.\nWhat the spec declares to be fair is not assumed; what it declares to be optional is.',
    )
    .argument('<spec>', 'a file, or the name of a bundled spec')
    .addOption(
      new Option('--set <name=value>', 'give a parameter a value (repeat)')
        .argParser(collectSetting)
        .default({}, 'those of the spec'),
    )
    .option('--property <name...>', 'of these temporal properties only')
    .option('--ltl <formula>', 'of this formula (repeat)', (text: string, known: readonly string[] = []) => [
      ...known,
      text,
    ])
    .addOption(
      new Option('--per <kind>', 'one assumption for each name of actions, or for each action with its arguments')
        .choices(['name', 'action'])
        .default('name'),
    )
    .option('--max-states <n>', 'distinct states, such as 500k or 50M', countArgument)
    .option('--max-time <time>', 'such as 250ms, 90s, 10m or 2h', durationArgument)
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .helpOption('-h, --help', 'print this')
    .addHelpText(
      'after',
      '\nExit status: 0 some fairness is enough for each, 1 no fairness is, 2 a mistake, 3 inconclusive.',
    )
    .action(async (spec: string, { width, color, maxStates, maxTime, ...rest }) => {
      const { findFairness } = await import('./fairness.ts');
      const { stdout, env } = process;
      const limits = { ...(maxStates !== undefined && { maxStates }), ...(maxTime !== undefined && { maxTime }) };
      const page = { width: widthOf(stdout, width), paint: paintFor(stdout, color, env) };
      finish(await findFairness(spec, { ...rest, limits }, page));
    });

  program
    .command('list')
    .summary('list the specs that come with the package, or what one spec has')
    .description('Lists the specs that come with the package; for one spec, its parameters, properties and actions.')
    .argument('[spec]', 'a file, or the name of a bundled spec')
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .helpOption('-h, --help', 'print this')
    .action(async (spec: string | undefined, { width, color }) => {
      const { listBundled, listSpec } = await import('./list.ts');
      const { stdout, env } = process;
      const options = { width: widthOf(stdout, width), paint: paintFor(stdout, color, env) };
      stdout.write(await (spec === undefined ? listBundled(options) : listSpec(spec, options)));
    });

  addExplore(program, collectSetting, finish);
  addExport(program, { setting: collectSetting, count: countArgument });

  program.helpCommand('help [command]', 'print help on a command');
  return program;
}

/** Commander's complaint in the house's form. A spec where a command should be is the likeliest slip. */
function notUnderstood(error: CommanderError, words: readonly string[]): SpecError {
  const [text = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /Did you mean (?:one of )?(.*?)\?/.exec(hints.join(' '))?.[1];
  const request = words[0] ?? '';
  const isSpec = existsSync(request) || bundledSpecs().some(({ name }) => name === request);
  const help =
    error.code === 'commander.unknownCommand' && isSpec
      ? `Did you mean "unturned check ${words.join(' ')}"?`
      : suggestion === undefined
        ? 'See `unturned --help`, or --help after a command.'
        : `Did you mean "${suggestion}"?`;
  return new SpecError('U105', { text: text.replaceAll("'", '"').replace(/\.$/, ''), help });
}

function collectSetting(text: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('It takes a name and a value, as in --set processes=4.');
  return { ...known, [name]: value };
}

let isFirstReporter = true;

function collectReporter(text: string, known: readonly ReporterChoice[]): ReporterChoice[] {
  const [, kind, file] = /^(pretty|json|html)(?:=(.+))?$/.exec(text) ?? [];
  if (kind === undefined) throw new InvalidArgumentError('It is pretty, json or html, or json=FILE.');
  const earlier = isFirstReporter ? [] : known;
  isFirstReporter = false;
  if (file === undefined && earlier.some((reporter) => reporter.file === undefined))
    throw new InvalidArgumentError('Only one reporter can write to stdout; give the other a file.');
  return [...earlier, { kind: kind as ReporterChoice['kind'], ...(file !== undefined && { file }) }];
}

function countArgument(text: string): number {
  const count = parseCount(text);
  if (count === undefined) throw new InvalidArgumentError('It takes a whole number, such as 1000, 500k or 50M.');
  return count;
}

function durationArgument(text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined) throw new InvalidArgumentError('It takes a time, such as 250ms, 90s, 10m or 2h.');
  return duration;
}

function bytesArgument(text: string): number {
  const size = parseBytes(text);
  if (size === undefined) throw new InvalidArgumentError('It takes a size, such as 512m or 8g.');
  return size;
}

function widthArgument(text: string): number {
  const width = Number(text);
  if (!Number.isInteger(width) || width < 60 || width > 400)
    throw new InvalidArgumentError('It takes a whole number from 60 to 400.');
  return width;
}
