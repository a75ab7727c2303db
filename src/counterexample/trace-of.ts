import type { Successor } from '../reference/successors.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { changes } from './diff.ts';
import { toJson } from './json.ts';
import { describeMessage, type Traffic, traffic } from './messages.ts';
import { type Run, stateAfter } from './run.ts';
import type { Step, Trace } from './trace.ts';

/** Writes a run down, with its messages numbered and with what each step changed. */
export function traceOf<S>(
  configuration: Configuration<S>,
  run: Run<S>,
  known: Pick<Trace, 'shortest' | 'deadlock'>,
): Trace {
  const travelled = traffic(configuration, run);
  return {
    length: run.steps.length,
    processes: configuration.processNames.map((id, process) => ({ id, ...crashOf(run, process) })),
    initial: toJson(run.initial),
    steps: run.steps.map((step, i) => writeStep(configuration, run, travelled, step, i)),
    messages: travelled.messages,
    ...known,
  };
}

function writeStep<S>(
  configuration: Configuration<S>,
  run: Run<S>,
  { messages, sends, receives, loses }: Traffic,
  { action, picks, state }: Successor<S>,
  i: number,
): Step {
  const process =
    action.process === undefined || isOnTheWay(action) ? undefined : configuration.processNames[action.process];
  const received = messages[(receives[i] ?? 0) - 1];
  const notes = received?.overtakes?.map((id) => `m${received.id} overtakes m${id}`);
  const left = unsent(configuration, stateAfter(run, i), action);
  const lost = loses[i] ?? [];
  return {
    index: i + 1,
    action: action.name,
    ...(process !== undefined && { process }),
    args: action.args,
    key: picks.length === 0 ? action.label : `${action.label} [${picks}]`,
    sends: sends[i] ?? [],
    ...(received && { receives: received.id }),
    ...(lost.length > 0 && { loses: lost }),
    ...(action.environment !== undefined && { environment: action.environment }),
    ...(notes && { notes }),
    ...(left.length > 0 && { unsent: left }),
    diff: changes(configuration, stateAfter(run, i), state),
    state: toJson(state),
  };
}

/** What happens to a message on its way is no process's doing. */
function isOnTheWay<S>({ environment }: Action<S>): boolean {
  return environment === 'lose' || environment === 'duplicate' || environment === 'reorder';
}

/** When a process crashes for the last time. */
function crashOf<S>({ steps }: Run<S>, process: number): { crashedAt?: number } {
  const last = steps.findLastIndex(({ action }) => action.environment === 'crash' && action.process === process);
  return last < 0 ? {} : { crashedAt: last + 1 };
}

/** What a process that crashes never sends. */
function unsent<S>(
  { network, processNames }: Configuration<S>,
  before: S,
  { environment, process }: Action<S>,
): NonNullable<Step['unsent']> {
  if (environment !== 'crash' || process === undefined) return [];
  const left = network?.unsent?.(before, process) ?? [];
  return left.map(({ to, message }) => ({ to: processNames[to] ?? `p${to}`, ...describeMessage(message) }));
}
