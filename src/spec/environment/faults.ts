import { didYouMean } from '../parameter.ts';
import { SpecError } from '../spec-error.ts';

/**
 * What can go wrong around processes.
 * - `crash`: a process stops for ever; `recovery`: one that has crashed starts again, with its durable fields.
 * - `loss`, `duplication`: of a message in flight; `reordering`: a message in a channel that keeps the order of sending is
 *   overtaken by the next.
 * - `partition`: the processes fall into two sides, between which messages wait or are lost, until it heals.
 * - `suspicion`: an eventually strong failure detector suspects a process that is up.
 */
export const faultNames = ['crash', 'recovery', 'loss', 'duplication', 'reordering', 'partition', 'suspicion'] as const;

/** What can go wrong around processes. */
export type FaultName = (typeof faultNames)[number];

/** What each fault does, in a few words. */
export const faultMeanings: { readonly [K in FaultName]: string } = {
  crash: 'processes that stop for ever',
  recovery: 'processes that start again after a crash',
  loss: 'messages that are lost',
  duplication: 'messages that arrive twice',
  reordering: 'times that a message is overtaken by the next in its channel',
  partition: 'times that the network falls into two parts, and heals',
  suspicion: 'times that a process which is up is suspected',
};

/** How often each fault may happen in a run, at most; those that are absent do not happen. */
export type Faults = { readonly [K in FaultName]?: number };

/** The greatest budget. */
export const mostFaults = 1000;

/** Why a fault cannot be asked of a spec, by its name; those that can are absent. */
export type Refusals = ReadonlyMap<FaultName, string>;

/**
 * The budgets that hold when some are asked for: those given, and for the others those of the spec. Text (from a command
 * line) is read as a number.
 * @throws SpecError U109 for a fault that is unknown or refused, U107 for a budget that is not a natural number.
 */
export function resolveFaults(given: Readonly<Record<string, unknown>>, own: Faults, refusals: Refusals): Faults {
  for (const name of Object.keys(given)) requireFault(name);
  const budgets: { [K in FaultName]?: number } = {};
  for (const name of faultNames) {
    const budget = Object.hasOwn(given, name) ? readBudget(name, given[name]) : readBudget(name, own[name] ?? 0);
    const refusal = refusals.get(name);
    if (budget > 0 && refusal !== undefined)
      throw new SpecError('U109', {
        text: `the spec does not allow the fault "${name}": ${refusal}`,
        help: possible(refusals),
      });
    if (budget > 0) budgets[name] = budget;
  }
  return budgets;
}

/** True if no fault can happen. */
export function isFaultless(faults: Faults): boolean {
  return Object.keys(faults).length === 0;
}

/** Budgets as a report writes them: `crash=1 loss=2`. */
export function describeFaults(faults: Faults): string {
  return faultNames
    .filter((name) => faults[name] !== undefined)
    .map((name) => `${name}=${faults[name]}`)
    .join(' ');
}

/** @throws SpecError U109 unless there is a fault of that name. */
export function requireFault(name: string): asserts name is FaultName {
  if ((faultNames as readonly string[]).includes(name)) return;
  const suggestion = didYouMean(name, faultNames);
  throw new SpecError('U109', {
    text: `there is no fault "${name}"`,
    help: suggestion === undefined ? `The faults are ${faultNames.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}

function possible(refusals: Refusals): string {
  const left = faultNames.filter((name) => !refusals.has(name));
  return left.length === 0 ? 'It allows none.' : `It allows ${left.join(', ')}.`;
}

/** @throws SpecError U107 unless it is a natural number, or the text of one. */
function readBudget(name: FaultName, given: unknown): number {
  const value = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostFaults) return value as number;
  throw new SpecError('U107', {
    text: `the budget of the fault "${name}" cannot be ${JSON.stringify(given) ?? String(given)}`,
    help: `It is how often the fault may happen in a run: a whole number from 0 to ${mostFaults}.`,
  });
}
