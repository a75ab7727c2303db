import { identityOf } from '../reference/identity.ts';
import type { Configuration } from '../spec/configuration.ts';
import type { Traffic } from './messages.ts';
import { findSuccessor } from './replay.ts';
import { type Run, stateAfter } from './run.ts';

/** How many half-made orders are kept of each length. Where there are no more than these, the order found is the best. */
const beamWidth = 1000;

/** Longer runs stay as they are: nobody reads them, and every step of an order costs a call of the spec. */
const longest = 500;

/**
 * The same run with its independent steps in the order that changes from process to process as seldom as possible. What a
 * process does stays in order, a message is sent before it is delivered, and the last step stays last. The new order is
 * made by the reference, and must end in the same last step; if it does not, the run stays as it is.
 */
export function linearise<S>(configuration: Configuration<S>, run: Run<S>, traffic: Traffic): Run<S> {
  const { steps } = run;
  if (configuration.network === undefined || steps.length < 3 || steps.length > longest) return run;
  if (steps.some(({ action }) => action.process === undefined)) return run;
  const order = bestOrder(
    steps.map(({ action }) => action.process as number),
    predecessors(run, traffic),
  );
  return inOrder(configuration, run, order) ?? run;
}

/** For each step, the steps that must come before it: its process's previous one, and the sending of what it takes or copies. */
function predecessors<S>(
  { steps }: Run<S>,
  { messages, sends, receives, loses }: Traffic,
): readonly (readonly number[])[] {
  return steps.map(({ action }, i) => {
    const previous = steps.findLastIndex((other, j) => j < i && other.action.process === action.process);
    const copied = (sends[i] ?? []).map((id) => messages[id - 1]?.copyOf ?? 0);
    const taken = [receives[i] ?? 0, ...(loses[i] ?? []), ...copied].map((id) => messages[id - 1]?.sentAt ?? 0);
    return [previous, ...taken.map((sentAt) => sentAt - 1)].filter((step) => step >= 0);
  });
}

interface Prefix {
  /** Which steps were taken, as text. */
  readonly key: string;
  readonly taken: readonly boolean[];
  readonly step: number;
  readonly switches: number;
  readonly parent?: Prefix;
}

/** Beam search over the linear extensions of a partial order; equal prefixes that end in the same process are kept once. */
function bestOrder(processes: readonly number[], before: readonly (readonly number[])[]): readonly number[] {
  const last = processes.length - 1;
  const none = processes.map(() => false);
  let beam: Prefix[] = [{ key: '', taken: none, step: -1, switches: 0 }];
  for (let length = 0; length < last; length++) {
    const next = new Map<string, Prefix>();
    for (const prefix of beam)
      for (let step = 0; step < last; step++) {
        if (prefix.taken[step] || before[step]?.some((other) => !prefix.taken[other])) continue;
        const extended = extend(prefix, step, processes);
        const known = next.get(extended.key);
        if (known === undefined || known.switches > extended.switches) next.set(extended.key, extended);
      }
    beam = [...next.values()].sort((a, b) => a.switches - b.switches).slice(0, beamWidth);
  }
  const [best] = beam.map((prefix) => extend(prefix, last, processes)).sort((a, b) => a.switches - b.switches);
  const order: number[] = [];
  for (let at = best; at !== undefined && at.step >= 0; at = at.parent) order.unshift(at.step);
  return order;
}

function extend(prefix: Prefix, step: number, processes: readonly number[]): Prefix {
  const taken = prefix.taken.with(step, true);
  const isSwitch = prefix.step >= 0 && processes[prefix.step] !== processes[step];
  return {
    key: `${taken.map(Number).join('')} ${processes[step]}`,
    taken,
    step,
    switches: prefix.switches + Number(isSwitch),
    parent: prefix,
  };
}

/** Takes the steps of a run in another order; `undefined` if that is not a run to the same state. */
function inOrder<S>(configuration: Configuration<S>, run: Run<S>, order: readonly number[]): Run<S> | undefined {
  const made: Run<S>['steps'][number][] = [];
  for (const position of order) {
    const { action, picks } = run.steps[position] as Run<S>['steps'][number];
    const before = stateAfter({ initial: run.initial, steps: made }, made.length);
    const step = findSuccessor(
      configuration,
      before,
      (one) => one.action.index === action.index && one.picks.join() === picks.join(),
    );
    if (step === undefined) return undefined;
    made.push(step);
  }
  const reordered = { initial: run.initial, steps: made };
  const isSame = [made.length - 1, made.length].every(
    (count) => identityOf(stateAfter(reordered, count)) === identityOf(stateAfter(run, count)),
  );
  return isSame ? reordered : undefined;
}
