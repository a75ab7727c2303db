import { distance } from 'fastest-levenshtein';
import type { Json } from '../counterexample/trace.ts';
import { canonical } from '../spec/canonical.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { isRecord } from '../spec/value.ts';
import { jsonFault } from './json-fault.ts';
import type { Pattern } from './pattern.ts';

/** What one line of a log says. */
export interface LogEvent<S> {
  /** From 1. */
  readonly line: number;
  /** As it stands there. */
  readonly text: string;
  /** The actions that it can have been; absent if it says of the state alone. */
  readonly actions?: readonly Action<S>[];
  /** The actions that the log speaks of here, with other arguments, too: where one of them happens, it is taken to be noted. */
  readonly noted?: readonly Action<S>[];
  /** What is known of the state after it. */
  readonly state?: Pattern;
}

/** Stands for an action of any name. */
const anyAction = '*';

const keys = ['action', 'args', 'process', 'state'] as const;

/**
 * Reads a log: one JSON object a line, empty lines left out. `file` is what errors call it.
 * @throws SpecError U125 for a log without events, U126 for a line that is not JSON, U127 for one that is no event, U128 for what the spec does not have.
 */
export function readLog<S>(configuration: Configuration<S>, text: string, file: string): LogEvent<S>[] {
  const places = placesOf(configuration);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const events = lines.flatMap((line, i) =>
    line.trim() === '' ? [] : [readEvent(configuration, line, { file, line: i + 1, text: line, places })],
  );
  if (events.length === 0) throw new SpecError('U125', { text: `"${file}" has no events`, help: oneEachLine });
  return events;
}

const oneEachLine = 'A log has one JSON object on each line.';

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** What an event may call a part of a state. */
  readonly places: readonly string[];
}

function readEvent<S>(configuration: Configuration<S>, text: string, line: Line): LogEvent<S> {
  const event = parse(text, line);
  if (!isRecord(event)) throw notAnEvent(line, 0, 'it is not an object');
  const { action, args, process, state } = event as Readonly<Record<string, Json>>;
  for (const key of Object.keys(event)) {
    const meant = (keys as readonly string[]).includes(key) ? undefined : didYouMean(key, keys);
    // other keys are for other readers of the log; one letter more, less or wrong is a slip
    if (meant !== undefined && distance(key.toLowerCase(), meant) <= 1)
      throw notAnEvent(line, placeOf(text, key), `it has a "${key}" where "${meant}" may be meant`);
  }
  if (action === undefined && process === undefined && state === undefined)
    throw notAnEvent(line, 0, 'it has none of "action", "process" and "state"');
  const isOfStep = action !== undefined || process !== undefined || args !== undefined;
  if (state !== undefined) requirePlaces(state, line);
  return {
    line: line.line,
    text,
    ...(isOfStep && actionsOf(configuration, { action, args, process }, line)),
    ...(state !== undefined && { state }),
  };
}

function parse(text: string, line: Line): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const at = jsonFault(text);
    const found = at >= text.length ? 'it ends too early' : `there is ${JSON.stringify(text[at])} where it cannot be`;
    throw new SpecError('U126', {
      text: found,
      help: oneEachLine,
      location: { file: line.file, line: line.line, column: at + 1 },
    });
  }
}

interface Named {
  readonly action: Json | undefined;
  readonly args: Json | undefined;
  readonly process: Json | undefined;
}

function actionsOf<S>(
  configuration: Configuration<S>,
  { action, args, process }: Named,
  line: Line,
): Required<Pick<LogEvent<S>, 'actions' | 'noted'>> {
  const names = action === undefined ? [anyAction] : Array.isArray(action) ? action : [action];
  if (names.length === 0 || names.some((name) => typeof name !== 'string'))
    throw notAnEvent(line, placeOf(line.text, 'action'), '"action" is neither a name nor several');
  if (args !== undefined && !Array.isArray(args))
    throw notAnEvent(line, placeOf(line.text, 'args'), '"args" is not an array');
  const id = process === undefined ? undefined : processOf(configuration, process, line);
  const { actions } = configuration;
  const named = (names as readonly string[]).flatMap((name) => {
    const found = actions.filter((one) => name === anyAction || one.name === name || one.label === name);
    if (found.length > 0) return found;
    throw unknown(line, 'action', `there is no action "${name}"`, name, [...new Set(actions.map((one) => one.name))]);
  });
  const own = named.filter((one) => id === undefined || one.process === id);
  const fitting = own.filter((one) => args === undefined || canonical(one.args) === canonical(args));
  if (fitting.length > 0) return { actions: fitting, noted: own };
  const labels = named.map(({ label }) => label);
  throw unknown(
    line,
    args === undefined ? 'process' : 'args',
    `no action is ${names.join(' or ')} ${args === undefined ? '' : `with the arguments ${JSON.stringify(args)}`}${id === undefined ? '' : ` of ${configuration.processNames[id]}`}`
      .replace(/ +/g, ' ')
      .trim(),
    undefined,
    labels,
  );
}

function processOf<S>({ processNames }: Configuration<S>, process: Json, line: Line): number {
  const id = typeof process === 'number' ? process : processNames.indexOf(String(process));
  if (Number.isInteger(id) && id >= 0 && id < processNames.length) return id;
  throw unknown(line, 'process', `there is no process ${JSON.stringify(process)}`, String(process), processNames);
}

/** The parts that initial states have, and the processes. Others may come into being later, deeper inside. */
function placesOf<S>({ initial, network, processNames }: Configuration<S>): readonly string[] {
  const first = initial((options) => [...options][0] as never);
  const own = isRecord(first) ? Object.keys(first) : [];
  return network === undefined ? own : [...processNames, ...own];
}

function requirePlaces(state: Json, line: Line): void {
  if (!isRecord(state)) return;
  for (const key of Object.keys(state))
    if (!line.places.includes(key)) throw unknown(line, key, `a state has no "${key}"`, key, line.places);
}

function notAnEvent({ file, line }: Line, at: number, text: string): SpecError {
  return new SpecError('U127', {
    text,
    help: 'An event has an "action", with "args" or a "process" if they are known, or a "state", or both. Other keys are left alone.',
    location: { file, line, column: at + 1 },
  });
}

function unknown(
  { file, line, text: source }: Line,
  key: string,
  text: string,
  name: string | undefined,
  known: readonly string[],
): SpecError {
  const meant = name === undefined ? undefined : didYouMean(name, known);
  const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '');
  return new SpecError('U128', {
    text,
    help:
      meant === undefined
        ? `There are ${shown}. Is the configuration the one that ran (--set)?`
        : `Did you mean "${meant}"?`,
    location: { file, line, column: placeOf(source, key) + 1 },
  });
}

/** Where a key of an object begins in its text. */
function placeOf(text: string, key: string): number {
  const found = new RegExp(`${JSON.stringify(key).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:`).exec(text);
  return found === null ? 0 : found.index;
}
