import { canonical } from './canonical.ts';
import type { Faults } from './environment/faults.ts';
import type { HistoryProperty, ObservedStep, Observer, ServiceOrder } from './history.ts';
import { append, forget, insert } from './network.ts';
import { didYouMean } from './parameter.ts';
import { callSite } from './source-location.ts';
import { SpecError } from './spec-error.ts';

/**
 * What happened before what, as far as pending requests go: those of processes that have requested and not entered yet.
 * Requests are named by their processes, as each has one pending request at most.
 */
interface Causality {
  /** By process: the pending requests in its causal past, its own included. */
  past: Set<number>[];
  /** By process with a pending request: the pending requests of others in that request's causal past. */
  prior: Set<number>[];
  /**
   * By sender and receiver: what each message in flight carries, the pending requests in the causal past of its sending.
   * Where messages overtake each other, the text of the message comes first.
   */
  carried: Carried[][][];
}

type Carried = (number | string)[];

/** What `happenedBeforeOrder` knows of the spec it is used in. */
export interface OrderedSystem {
  readonly actions: readonly string[];
  /** How many processes there are; 0 for a spec that is not made of processes. */
  readonly count: number;
  /** Whether channels keep the order of sending. */
  readonly isOrdered: boolean;
  readonly faults?: Faults;
}

/**
 * Processes enter in the happened-before order of their requests (L. Lamport, "Time, clocks, and the ordering of events in
 * a distributed system", CACM 21(7), 1978): no process enters while a request that happened before its own is pending.
 *
 * The ghost state is what the network would carry on its messages for that. Pending requests are all that has to be known:
 *
 * - Event a happened before event b exactly if b is reached from a by steps of one process and by messages. So the causal
 *   past of an event is that of its process's previous event and, if it receives, that of the sending, and sets that are
 *   united on this way contain exactly the requests that happened before.
 * - An entry violates the order exactly if at that moment a request that happened before its own is pending. A request
 *   that has been served can no longer be overtaken by anybody: nothing that is asked from then on depends on it, and it
 *   is forgotten everywhere, in messages on their way too.
 * - A process has one pending request at most. So all sets are subsets of the processes, there are finitely many of them
 *   for finitely many states of the spec, and two runs that leave the same pending requests behind in the same causal
 *   relations are not told apart.
 *
 * Nothing else is kept: the claim is about the step of entering, so that a violation is no part of the history.
 * @throws SpecError S109 if an action is unknown, or the spec is not made of processes; while a configuration is
 * explored, if a process requests while its request is pending.
 */
export function happenedBefore<S>(
  { request, entry }: ServiceOrder,
  { actions, count, isOrdered, faults = {} }: OrderedSystem,
  options: { readonly description?: string },
): HistoryProperty<S> {
  if (count === 0)
    throw new SpecError('S109', {
      text: 'happenedBeforeOrder() is used in a spec without processes',
      help: 'Causality is carried by messages. Write the algorithm with processes({...}), or observe() what matters.',
    });
  for (const [part, name] of Object.entries({ request, entry })) requireRule(part, name, actions);
  for (const fault of ['duplication', 'reordering', 'recovery'] as const)
    if (faults[fault] !== undefined)
      throw new SpecError('U109', {
        text: `happenedBeforeOrder() does not follow messages under the fault "${fault}"`,
        help: 'Ask for other faults, or take the property out of the spec.',
      });
  const location = callSite();
  return {
    kind: 'history',
    claim: 'step',
    observer: causality(request, entry, count, isOrdered) as Observer<S, Causality>,
    holds: (_, { prior }: Causality, action) => action?.name !== entry || prior[Number(action.args[0])]?.size === 0,
    order: { request, entry },
    description: 'processes enter in the happened-before order of their requests',
    ...options,
    ...(location && { location }),
  };
}

function requireRule(part: string, name: string, actions: readonly string[]): void {
  const rules = actions.filter((action) => action !== 'receive');
  if (rules.includes(name)) return;
  const suggestion = didYouMean(String(name), rules);
  throw new SpecError('S109', {
    text: `happenedBeforeOrder() names "${name}" as the ${part}, and the spec has no such rule`,
    help: suggestion === undefined ? `Its rules are ${rules.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}

function causality(request: string, entry: string, count: number, isOrdered: boolean): Observer<unknown, Causality> {
  const ids = Array.from({ length: count }, (_, id) => id);
  return {
    initial: () => ({
      past: ids.map(() => new Set()),
      prior: ids.map(() => new Set()),
      carried: ids.map(() => ids.map(() => [])),
    }),
    step: (step) => {
      const { name } = step.action;
      receive(step, isOrdered);
      if (name === request) ask(step);
      if (name === entry) enter(step);
      send(step, isOrdered);
    },
  };
}

type Step = ObservedStep<unknown, Causality>;

/** Of equal messages with different pasts that may overtake each other, it may be any that arrives. */
function receive({ history, taken, choose }: Step, isOrdered: boolean): void {
  for (const { from, to, message } of taken) {
    const channel = history.carried[from]?.[to] as Carried[];
    const carried = isOrdered ? channel.shift() : takeOne(channel, canonical(message), choose);
    for (const id of carried ?? []) if (typeof id === 'number') history.past[to]?.add(id);
  }
}

function takeOne(channel: Carried[], text: string, choose: Step['choose']): Carried | undefined {
  const places = channel.flatMap((carried, i) => (carried[0] === text ? [i] : []));
  const distinct = places.filter((place, i) => i === 0 || !isSame(channel[place], channel[places[i - 1] as number]));
  const place = distinct.length > 1 ? choose(distinct) : distinct[0];
  return place === undefined ? undefined : channel.splice(place, 1)[0];
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return a?.join() === b?.join();
}

function ask({ history, action }: Step): void {
  const id = Number(action.args[0]);
  const past = history.past[id] as Set<number>;
  if (past.has(id))
    throw new SpecError('S109', {
      text: `p${id} requests again (${action.name}) while its request is pending`,
      help: 'Name as the request the action by which a process asks, once for each time that it enters.',
    });
  history.prior[id] = new Set([...past].sort((a, b) => a - b));
  past.add(id);
}

/** Forgetting does not look at what it changes, so that entering depends on no other process and on no channel. */
function enter({ history, action }: Step): void {
  const id = Number(action.args[0]);
  history.prior[id]?.clear();
  for (const set of [...history.past, ...history.prior]) forget(set, id);
  for (const row of history.carried) for (const channel of row) forget(channel, id);
}

function send({ history, sent }: Step, isOrdered: boolean): void {
  for (const { from, to, message } of sent) {
    const past = [...(history.past[from] as Set<number>)].sort((a, b) => a - b);
    const channel = history.carried[from]?.[to] as Carried[];
    if (isOrdered) append(channel, past);
    else insert(channel, [canonical(message), ...past]);
  }
}
