import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApproximateMethod } from '../explore/approximate/approximation.ts';
import { faultNames } from '../spec/environment/faults.ts';
import { parseBytes, parseCount, parseDuration } from './quantities.ts';
import { type ReporterChoice, type ReporterKind, reporterKinds } from './reporter-choice.ts';

/** What is said after the options of a command that gives a verdict. */
export const exitStatusHelp =
  '\nExit status: 0 every property holds, 1 one is violated, 2 the spec or the command is wrong,\n3 inconclusive, 70 an error in unturned itself, 130 interrupted.';

/** Which configuration of a spec is meant. `when` says in which case the options mean something, if not in all. */
export function configurationOptions(command: Command, when: string = ''): Command {
  return command
    .addOption(
      new Option('--set <name=value>', `${when}give a parameter a value; see \`unturned list <spec>\` (repeat)`)
        .argParser(collectSetting)
        .default({}, 'those of the spec'),
    )
    .addOption(
      new Option('--faults <name=n,...>', `${when}how often each fault may happen: ${faultNames.join(', ')} (repeat)`)
        .argParser(collectFaults)
        .default({}, 'those of the spec'),
    );
}

/** What is checked: a configuration, and which of its properties. */
export function specOptions(command: Command): Command {
  return configurationOptions(command.optionsGroup('Spec:')).option(
    '--property <name...>',
    'judge only these properties',
  );
}

/** Whether properties of whole runs are judged by a command that can. */
export function livenessOption(command: Command): Command {
  return command.option(
    '--no-liveness',
    'judge no properties of whole runs: less time and memory for large state spaces',
  );
}

/** What runs are judged by, beside the properties that the spec has. */
export function temporalOptions(command: Command): Command {
  return command
    .option(
      '--ltl <formula>',
      'judge this formula, such as "always (waiting(1) implies eventually held(1))" (repeat)',
      collectFormula,
    )
    .addOption(
      new Option('--fairness <kind>', 'assume it of every action, in place of what the spec declares').choices([
        'weak',
        'strong',
        'none',
      ]),
    );
}

/** How it is explored. */
export function searchOptions(command: Command): Command {
  return command
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
    .addOption(
      new Option('--workers <n>', 'threads for one search: 1, 2, or auto; what is said is the same')
        .argParser(workersArgument)
        .default(1),
    );
}

/** How a search may forget states, or be saved. */
export function scaleOptions(command: Command): Command {
  return command
    .optionsGroup('Beyond memory:')
    .addOption(
      new Option(
        '--approximate <kind>',
        'take some states for others: bitstate=512m, or fingerprint, 64 bits a state; what is found is true, but nothing is said to hold',
      ).argParser(approximateArgument),
    )
    .option('--spill <folder>', 'when memory is full, go on on disk: slower, and exact')
    .option('--swarm <n>', 'so many approximate searches, each with other hash functions and orders', swarmArgument)
    .option('--checkpoint <folder>', 'keep the search there, so that it can go on after whatever ends it')
    .option(
      '--checkpoint-every <time>',
      'how often (default: 60s; writing never takes more than a tenth)',
      durationArgument,
    )
    .option('--resume <folder>', 'go on with the search that is kept there; its spec need not be named');
}

/** When it is given up. */
export function limitOptions(command: Command): Command {
  return command
    .optionsGroup('Limits (a search that one of them ends is inconclusive):')
    .option('--max-states <n>', 'distinct states, such as 500k or 50M', countArgument)
    .option('--max-depth <n>', 'steps from an initial state', countArgument)
    .option('--max-time <time>', 'such as 250ms, 90s, 10m or 2h', durationArgument)
    .option(
      '--max-memory <size>',
      'such as 512m or 8g (default: three quarters of the machine, or container)',
      bytesArgument,
    );
}

/** How long one call may take. */
export function callTimeOption(command: Command): Command {
  return command.addOption(
    new Option('--max-call-time <time>', 'of one call of a function of the spec; one that takes longer is a mistake')
      .argParser(durationArgument)
      .default(60_000, '60s'),
  );
}

/** What is printed of it; `draws` where it may be drawn as well. */
export function outputOptions(command: Command, { draws }: { readonly draws: boolean } = { draws: false }): Command {
  const kinds = reporterKinds.filter((kind) => draws || kind !== 'html');
  command
    .optionsGroup('Output:')
    .addOption(
      new Option(
        '--reporter <kind>',
        `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}; json=FILE writes a file (repeat)`,
      )
        .argParser(reporterCollector(kinds))
        .default(usualReporters, 'pretty'),
    )
    .addOption(
      new Option('--detail <level>', 'of runs: auto shortens long ones, full adds states, diff has every step')
        .choices(['auto', 'full', 'diff', 'none'])
        .default('auto'),
    );
  if (draws)
    command
      .addOption(new Option('--clocks <kind>', 'show logical clocks beside the steps').choices(['lamport', 'vector']))
      .option('--lanes <name,...>', 'draw these processes alone, from left to right', namesArgument)
      .option('--no-diagram', 'do not draw runs');
  return command
    .option('--ascii', 'draw with ASCII characters only')
    .option('--width <n>', 'columns (default: those of the terminal)', widthArgument)
    .option('--color', 'colour even where it is not a terminal')
    .option('--no-color', 'do not colour')
    .option('--stats', 'show what the engine learned: why a spec is fast, or slow')
    .option('-q, --quiet', 'no progress, no warnings')
    .helpOption('-h, --help', 'print this');
}

/** Which runs are written to files. */
export function recordingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--traces <dir>', 'write a trace of each violation there, for `unturned replay`').default(
        '.unturned/traces',
      ),
    )
    .option('--no-traces', 'write none')
    .option('--save-test <dir>', 'write a vitest file there that replays each violation');
}

interface Parsed {
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly maxTime?: number;
  readonly maxMemory?: number;
  readonly reporter: readonly ReporterChoice[];
}

const off = { keepGoing: false, paranoid: false, ascii: false, stats: false, quiet: false };

/** The options of a command, as commander has them, in the form that its program takes: limits together, switches off. */
export function argumentsOf<T>(options: Parsed & Readonly<Record<string, unknown>>): T {
  const { maxStates, maxDepth, maxTime, maxMemory, reporter, ...rest } = options;
  const limits = Object.fromEntries(
    Object.entries({ maxStates, maxDepth, maxTime, maxMemory }).filter(([, value]) => value !== undefined),
  );
  return { ...off, ...rest, reporters: reporter, limits } as T;
}

/** `processes=4`; which parameters there are is for the spec to judge. */
function collectSetting(text: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('It takes a name and a value, as in --set processes=4.');
  return { ...known, [name]: value };
}

export function collectFormula(text: string, known: readonly string[] = []): readonly string[] {
  return [...known, text];
}

/** `p2,p0`. */
function namesArgument(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

/** `crash=1,loss=2`; which faults there are, and what a budget is, is for the spec to judge. */
function collectFaults(text: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const budgets = { ...known };
  for (const part of text.split(',')) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined)
      throw new InvalidArgumentError('It takes faults and how often each may happen, as in --faults crash=1,loss=2.');
    budgets[name] = value;
  }
  return budgets;
}

/** What is written unless told. */
const usualReporters: readonly ReporterChoice[] = [{ kind: 'pretty' }];

/** `json`, `json=FILE`; the first that is asked for takes the place of the usual one. */
function reporterCollector(kinds: readonly ReporterKind[]) {
  return (text: string, known: readonly ReporterChoice[]): readonly ReporterChoice[] => {
    const [name, ...rest] = text.split('=');
    const kind = kinds.find((one) => one === name);
    const file = rest.length === 0 ? undefined : rest.join('=');
    if (kind === undefined || file === '')
      throw new InvalidArgumentError(`It is ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}, or json=FILE.`);
    if (kind === 'github' && file !== undefined)
      throw new InvalidArgumentError('It takes no file: annotations go to stderr, the summary where GitHub wants it.');
    const earlier = known === usualReporters ? [] : known;
    const isOnStdout = (one: ReporterChoice): boolean => one.file === undefined && one.kind !== 'github';
    const choice = { kind, ...(file !== undefined && { file }) };
    if (isOnStdout(choice) && earlier.some(isOnStdout))
      throw new InvalidArgumentError('Only one reporter can write to stdout; give the other a file.');
    return [...earlier, choice];
  };
}

function approximateArgument(text: string): ApproximateMethod {
  if (text === 'fingerprint') return { kind: 'fingerprint' };
  const bytes = text.startsWith('bitstate=') ? parseBytes(text.slice('bitstate='.length)) : undefined;
  if (bytes === undefined || bytes < 1024 || bytes > 2 ** 34)
    throw new InvalidArgumentError('It is fingerprint, or bitstate with a size from 1k to 16g, such as bitstate=512m.');
  return { kind: 'bitstate', bytes };
}

function swarmArgument(text: string): number {
  const count = parseCount(text);
  if (count === undefined || count < 1) throw new InvalidArgumentError('It takes a number of searches, such as 8.');
  return count;
}

/** `auto` is one for each processor. */
function workersArgument(text: string): number {
  const count = text === 'auto' ? availableParallelism() : parseCount(text);
  if (count === undefined || count < 1) throw new InvalidArgumentError('It takes a number of threads, or auto.');
  return count;
}

/** A number of things. */
export function countArgument(text: string): number {
  const count = parseCount(text);
  if (count === undefined) throw new InvalidArgumentError('It takes a whole number, such as 1000, 500k or 50M.');
  return count;
}

/** A time, in milliseconds. */
export function durationArgument(text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined) throw new InvalidArgumentError('It takes a time, such as 250ms, 90s, 10m or 2h.');
  return duration;
}

function bytesArgument(text: string): number {
  const size = parseBytes(text);
  if (size === undefined) throw new InvalidArgumentError('It takes a size, such as 512m or 8g.');
  return size;
}

/** The columns of a report. */
export function widthArgument(text: string): number {
  const width = Number(text);
  if (!Number.isInteger(width) || width < 60 || width > 400)
    throw new InvalidArgumentError('It takes a whole number from 60 to 400.');
  return width;
}
