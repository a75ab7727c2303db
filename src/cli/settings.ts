import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { Setting } from '../report/page.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { type ConfigFile, findConfig, loadConfig, placeIn } from './config-file.ts';
import { shownPath } from './files.ts';

/** One place that settings come from: the texts for an option, as the command line would have them. */
interface Layer {
  readonly source: 'env' | 'config';
  readonly origin: (option: Option) => string;
  /** `undefined` for an option that it does not set, false for one that it switches off. */
  readonly texts: (option: Option) => readonly string[] | boolean | undefined;
  /** What is thrown for a value that is not understood. */
  readonly mistake: (option: Option, text: string) => SpecError;
}

/** Options that are about one run of the command, and not for a file. */
const ofOneRun =
  'config help watch checkpoint resume spill output format graph trace port open per path hidden hiddenActions saveTest view spec expect'.split(
    ' ',
  );

/** Options with a value that can be switched off, too. */
const switchable = ['whatMatters', 'traces'];

/** These show a spec, and check nothing: what a file says of checks is not for them. */
const showing = ['list', 'explore', 'export'];

/** Adds `--config` to every command that checks a spec, or shows one. */
export function addConfigOptions(program: Command): void {
  for (const command of program.commands) {
    if (!takesSettings(command)) continue;
    command
      .optionsGroup('Settings (a flag wins over UNTURNED_MAX_STATES and the like, that over the file):')
      .option('--config <file>', 'a configuration (default: the nearest unturned.config.ts, upwards)')
      .option('--no-config', 'none, whatever there is');
  }
}

function takesSettings(command: Command): boolean {
  return command.name() === 'list' || command.options.some((option) => option.attributeName() === 'set');
}

/**
 * Fills in what the command line left open from the environment and the configuration file. `settings` among the options
 * says what is not as usual, and why.
 * @throws SpecError U130 if the file does not load, U131 for a setting that is not understood.
 */
export async function applySettings(command: Command): Promise<void> {
  if (!takesSettings(command)) return;
  const file = await configOf(command);
  const options = settable(command.parent ?? command);
  if (file !== undefined) requireKnown(file, options);
  const layers = [...(file === undefined ? [] : [fileLayer(file)]), environmentLayer(process.env)];
  const settings: Setting[] = [];
  for (const option of options.values()) settings.push(...applyTo(command, option, layers));
  command.setOptionValue('settings', settings);
}

async function configOf(command: Command): Promise<ConfigFile | undefined> {
  const asked: unknown = command.opts().config ?? process.env.UNTURNED_CONFIG;
  if (asked === false) return undefined;
  const path = typeof asked === 'string' ? asked : findConfig(process.cwd());
  return path === undefined ? undefined : loadConfig(path);
}

/** The options of all commands that a file may set, by name; of a switch and its opposite, the switch. */
function settable(program: Command): ReadonlyMap<string, Option> {
  const options = new Map<string, Option>();
  for (const option of program.commands.filter(takesSettings).flatMap((command) => command.options)) {
    const name = option.attributeName();
    if (ofOneRun.includes(name) || (options.has(name) && option.negate)) continue;
    options.set(name, option);
  }
  return options;
}

function requireKnown(file: ConfigFile, options: ReadonlyMap<string, Option>): void {
  const unknown = Object.keys(file.values).find((name) => !options.has(name));
  if (unknown === undefined) return;
  const names = [...options.keys()];
  const suggestion = didYouMean(unknown, names);
  throw new SpecError('U131', {
    text: `there is no setting "${unknown}"`,
    help: suggestion === undefined ? `The settings are ${names.join(', ')}.` : `Did you mean "${suggestion}"?`,
    location: placeIn(file, unknown),
  });
}

/** Gives an option its value, unless the command line did, and says where that is from. */
function applyTo(command: Command, option: Option, layers: readonly Layer[]): readonly Setting[] {
  const name = option.attributeName();
  const found = layers.flatMap((layer) => {
    const texts = layer.texts(option);
    return texts === undefined ? [] : [{ layer, value: readTexts(option, texts, layer) }];
  });
  const given: unknown = command.getOptionValue(name);
  const isGiven = command.getOptionValueSource(name) === 'cli';
  const all = [
    ...found.map(({ layer, value }) => ({ value, origin: layer.origin(option), source: layer.source as string })),
    ...(isGiven ? [{ value: given, origin: option.long ?? option.flags, source: 'cli' }] : []),
  ];
  const last = all.at(-1);
  if (last === undefined) return [];
  if (!isRecord(option)) {
    const isMeant = showing.includes(command.name())
      ? ['width', 'color'].includes(name)
      : command.name() !== 'validate' || name !== 'maxStates';
    if (!isGiven && isMeant) command.setOptionValueWithSource(name, last.value, last.source);
    return [{ name, value: shown(last.value), origin: last.origin }];
  }
  const merged = Object.assign({}, ...all.map(({ value }) => value)) as Readonly<Record<string, string>>;
  command.setOptionValueWithSource(name, merged, last.source);
  return Object.entries(merged).map(([key, value]) => {
    const from = all.findLast((one) => Object.hasOwn(one.value as object, key));
    return { name: key, value, origin: from?.origin ?? '' };
  });
}

/** `--set` and `--faults`, whose parts may come from different places. */
function isRecord(option: Option): boolean {
  return option.attributeName() === 'set' || option.attributeName() === 'faults';
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value
    .map((one) => (typeof one === 'object' ? `${one.kind}${one.file === undefined ? '' : `=${one.file}`}` : one))
    .join(' ');
}

/** Reads texts as the command line would. */
function readTexts(option: Option, texts: readonly string[] | boolean, layer: Layer): unknown {
  if (typeof texts === 'boolean') return texts;
  try {
    const read = option.parseArg;
    if (read === undefined) return option.variadic ? texts : texts.at(-1);
    return texts.reduce((previous: unknown, text) => read(text, previous), option.defaultValue);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw layer.mistake(option, `its value is ${JSON.stringify(texts.join(' '))}. ${error.message}`);
  }
}

function fileLayer(file: ConfigFile): Layer {
  const mistake = (option: Option, text: string): SpecError =>
    new SpecError('U131', {
      where: option.attributeName(),
      text,
      help: `It is as ${option.flags} on the command line.`,
      location: placeIn(file, option.attributeName()),
    });
  return {
    source: 'config',
    origin: () => shownPath(file.path),
    mistake,
    texts: (option) => {
      const value = file.values[option.attributeName()];
      return value === undefined ? undefined : textsOf(option, value, (text) => mistake(option, text));
    },
  };
}

/** The value of a file as texts of the command line. */
function textsOf(option: Option, value: unknown, mistake: (text: string) => SpecError): readonly string[] | boolean {
  const isScalar = (one: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof one);
  if (isRecord(option)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.values(value).every(isScalar))
      throw mistake(`it is ${describe(value)}, and has to be an object of names and values`);
    return Object.entries(value).map(([name, one]) => `${name}=${String(one)}`);
  }
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw mistake(`it is ${describe(value)}, and has to be true or false`);
    return value;
  }
  if (value === false && switchable.includes(option.attributeName())) return false;
  const values = Array.isArray(value) ? value : [value];
  const isList = option.variadic || ['ltl', 'reporter'].includes(option.attributeName());
  if ((Array.isArray(value) && !isList) || !values.every((one) => typeof one === 'string' || typeof one === 'number'))
    throw mistake(`it is ${describe(value)}, and has to be text or a number`);
  return values.map(String);
}

function describe(value: unknown): string {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function environmentLayer(environment: Readonly<Record<string, string | undefined>>): Layer {
  const variable = (option: Option): string =>
    `UNTURNED_${option.attributeName().replace(/[A-Z]/g, '_$&').toUpperCase()}`;
  const mistake = (option: Option, text: string): SpecError =>
    new SpecError('U131', {
      where: `the environment variable ${variable(option)}`,
      text,
      help: `It is as ${option.flags} on the command line.`,
    });
  return {
    source: 'env',
    origin: variable,
    mistake,
    texts: (option) => {
      const text = environment[variable(option)];
      if (text === undefined || text === '') return undefined;
      const word = { true: true, '1': true, false: false, '0': false }[text];
      if (option.isBoolean() || option.negate) {
        if (word === undefined) throw mistake(option, `its value is ${JSON.stringify(text)}, and has to be 1 or 0`);
        return word;
      }
      if (word === false && switchable.includes(option.attributeName())) return false;
      if (option.attributeName() === 'ltl') return [text];
      return isRecord(option) || option.variadic || option.attributeName() === 'reporter'
        ? text.split(/[\s,]+/).filter((part) => part !== '')
        : [text];
    },
  };
}
