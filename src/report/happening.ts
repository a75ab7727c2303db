import type { Message, Step, Trace } from '../counterexample/trace.ts';
import { formatMessage, formatValue } from '../counterexample/wording.ts';

/** `p0 request`, `p1 receives m2 request(1)`, `p0 crashes`, `loses m3 ok`. */
export function happening(trace: Trace, step: Step): string {
  const received = step.receives === undefined ? undefined : (trace.messages[step.receives - 1] as Message);
  const what = received === undefined ? doing(trace, step) : `receives ${labelOf(received)}`;
  return step.process === undefined ? what : `${step.process} ${what}`;
}

/** What stands beside the mark of a step in a diagram: `enter`, `crash`, `suspect p0`; nothing where its messages say it. */
export function stepLabel(trace: Trace, step: Step): string | undefined {
  const { environment, receives, args } = step;
  if (receives !== undefined || environment === 'transmit' || environment === 'lose') return undefined;
  if (environment === 'suspect' || environment === 'trust') return `${environment} ${nameOf(trace, args[1])}`;
  return step.process === undefined && environment !== undefined ? doing(trace, step) : stepName(trace, step);
}

/** A step's action without the argument that is its process: `enter`, `move(2)`. */
function stepName(trace: Trace, { action, process, args }: Step): string {
  const id = trace.processes.findIndex((one) => one.id === process);
  const own = id >= 0 && args[0] === id ? args.slice(1) : args;
  return own.length === 0 ? action : `${action}(${own.map(formatValue).join(', ')})`;
}

/** `m3 request(1)`. */
export function labelOf(message: Message): string {
  return `m${message.id} ${formatMessage(message)}`;
}

/** Something went wrong in the step, or comes right again: it stays in sight where a run is cut short. */
export function isFault({ environment }: Step): boolean {
  return environment !== undefined && !['transmit', 'suspect', 'trust'].includes(environment);
}

function doing(trace: Trace, step: Step): string {
  const { environment, args, sends, loses = [] } = step;
  const named = (ids: readonly number[]): string =>
    ids.map((id) => labelOf(trace.messages[id - 1] as Message)).join(', ');
  switch (environment) {
    case 'crash':
      return 'crashes';
    case 'recover':
      return 'recovers';
    case 'transmit':
      return `sends ${named(sends)}`;
    case 'lose':
      return `loses ${named(loses)}`;
    case 'duplicate':
      return `duplicates ${sends.map((id) => `m${trace.messages[id - 1]?.copyOf} as m${id}`).join(', ')}`;
    case 'reorder':
      return `reorders the channel ${nameOf(trace, args[1])} to ${nameOf(trace, args[0])}`;
    case 'partition':
      return `partition: ${args.map((id) => nameOf(trace, id)).join(' ')}`;
    case 'heal':
      return 'the partition heals';
    case 'suspect':
    case 'trust':
      return `${environment}s ${nameOf(trace, args[1])}`;
    default:
      return stepName(trace, step);
  }
}

function nameOf({ processes }: Trace, id: unknown): string {
  return processes[Number(id)]?.id ?? String(id);
}
