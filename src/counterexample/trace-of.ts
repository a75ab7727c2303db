import type { Successor } from '../reference/successors.ts';
import type { Configuration } from '../spec/configuration.ts';
import { changes } from './diff.ts';
import { toJson } from './json.ts';
import { type Traffic, traffic } from './messages.ts';
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
    processes: configuration.processNames.map((id) => ({ id })),
    initial: toJson(run.initial),
    steps: run.steps.map((step, i) => writeStep(configuration, run, travelled, step, i)),
    messages: travelled.messages,
    ...known,
  };
}

function writeStep<S>(
  configuration: Configuration<S>,
  run: Run<S>,
  { messages, sends, receives }: Traffic,
  { action, picks, state }: Successor<S>,
  i: number,
): Step {
  const process = action.process === undefined ? undefined : configuration.processNames[action.process];
  const received = messages[(receives[i] ?? 0) - 1];
  const notes = received?.overtakes?.map((id) => `m${received.id} overtakes m${id}`);
  return {
    index: i + 1,
    action: action.name,
    ...(process !== undefined && { process }),
    args: action.args,
    key: picks.length === 0 ? action.label : `${action.label} [${picks}]`,
    sends: sends[i] ?? [],
    ...(received && { receives: received.id }),
    ...(notes && { notes }),
    diff: changes(configuration, stateAfter(run, i), state),
    state: toJson(state),
  };
}
