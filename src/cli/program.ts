import { existsSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { mistakeReport } from '../report/mistake.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import { bundledSpecs } from './bundled.ts';
import type { CheckArguments } from './check.ts';
import { addDailyCommands, listCompletion } from './daily-commands.ts';
import { diagnose, diagnosticOptions } from './diagnosis.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { addExplore } from './explore-command.ts';
import { addExport } from './export-command.ts';
import {
  argumentsOf,
  callTimeOption,
  collectFormula,
  configurationOptions,
  countArgument,
  durationArgument,
  exitStatusHelp,
  limitOptions,
  livenessOption,
  outputOptions,
  recordingOptions,
  scaleOptions,
  searchOptions,
  specOptions,
  temporalOptions,
  widthArgument,
} from './options.ts';
import { packageVersion } from './package-folder.ts';
import { addReplay } from './replay-command.ts';
import { addConfigOptions, applySettings } from './settings.ts';
import { addSimulate } from './simulate-command.ts';
import type { SweepArguments } from './sweep.ts';
import { isCi, paintFor, widthOf } from './terminal.ts';
import { addValidate } from './validate-command.ts';

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
    listCompletion(program);
    program.outputHelp();
    return status;
  }
  try {
    if (words[0] === 'completion' || words[0] === 'complete') (await import('./completion.ts')).addCompletion(program);
    else listCompletion(program);
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
    .argument('[spec...]', 'files, or names of bundled specs');
  temporalOptions(livenessOption(specOptions(check)));
  searchOptions(check)
    .option('--keep-going', 'go on after the first violation, until every property is settled')
    .addOption(
      new Option('--what-matters <time>', 'after a violation, look for so long which assumption would prevent it')
        .argParser(durationArgument)
        .default(5000, '5s'),
    )
    .option('--no-what-matters', 'do not look')
    .option('--paranoid', "hold every answer of the engine against the spec's functions");
  recordingOptions(outputOptions(callTimeOption(limitOptions(scaleOptions(check))), { draws: true }))
    .option('--watch', 'check again when a spec changes, or what it imports, until ^C; not where CI is set')
    .addHelpText('after', exitStatusHelp);
  check.action(async (specs: string[], { watch, ...options }) => {
    if (watch === true && !isCi(process.env)) {
      const { watchChecks } = await import('./watch.ts');
      finish(
        await watchChecks(
          words.filter((word) => word !== '--watch'),
          specs,
        ),
      );
      return;
    }
    const { checkSpecs } = await import('./check.ts');
    finish(await checkSpecs(specs, argumentsOf<CheckArguments>(options), ['unturned', ...words]));
  });

  const sweep = program
    .command('sweep')
    .summary('check a spec in many configurations, and find the least that breaks it')
    .description(
      'Checks a spec in every configuration of a grid, prints a matrix of verdicts, and for each property the configuration\nthat breaks it with the fewest faults. A value may be a range, 2..4, or several, 1,3.',
    )
    .argument('<spec>', 'a file, or the name of a bundled spec');
  livenessOption(specOptions(sweep));
  searchOptions(sweep).option('--paranoid', "hold every answer of the engine against the spec's functions");
  outputOptions(limitOptions(sweep)).addHelpText('after', exitStatusHelp);
  sweep.action(async (spec: string, options) => {
    const { sweepSpec } = await import('./sweep.ts');
    finish(await sweepSpec(spec, argumentsOf<SweepArguments>(options), ['unturned', ...words]));
  });

  const fairness = program
    .command('fairness')
    .summary('find the least fairness under which temporal properties hold')
    .description(
      'Finds the minimal sets of fairness assumptions under which the temporal properties of a spec hold.\nWhat the spec declares to be fair is not assumed; what it declares to be optional is.',
    )
    .argument('<spec>', 'a file, or the name of a bundled spec');
  configurationOptions(fairness)
    .option('--property <name...>', 'of these temporal properties only')
    .option('--ltl <formula>', 'of this formula (repeat)', collectFormula)
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
    .action(async (spec: string | undefined, { width, color, ...rest }) => {
      const { listBundled, listSpec } = await import('./list.ts');
      const { stdout, env } = process;
      const options = { width: widthOf(stdout, width), paint: paintFor(stdout, color, env) };
      stdout.write(await (spec === undefined ? listBundled(options) : listSpec(spec, { ...options, ...rest })));
    });

  addSimulate(program, words, finish);
  addValidate(program, finish);
  addExplore(program, finish);
  addReplay(program, finish);
  addExport(program);

  addDailyCommands(program, finish);
  addConfigOptions(program);
  program.hook('preAction', (_, command) => applySettings(command));
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
