import type { Immutable } from 'immer';
import { callSite, type SourceLocation } from './source-location.ts';
import { SpecError } from './spec-error.ts';
import type { TakenAction } from './taken-action.ts';

/** What a transition costs: a whole number from 0 to 2^32 - 1. */
export type Cost<in S> = (before: Immutable<S>, action: TakenAction, after: Immutable<S>) => number;

/** The accumulated cost of whole runs, and the bounds it must keep. Without a bound it is measured, and claims nothing. */
export interface CostProperty<in S> {
  readonly kind: 'cost';
  readonly of: Cost<S>;
  /** What is counted, in the plural: `messages`. */
  readonly unit: string;
  /** No run that has ended costs less. */
  readonly atLeast?: number;
  /** No run costs more. */
  readonly atMost?: number;
  readonly description?: string;
  readonly location?: SourceLocation;
}

/** What `runCost` may be told. */
export interface RunCostOptions<in S> {
  /** The messages that the transition sends, unless told. */
  readonly of?: Cost<S>;
  readonly unit?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly description?: string;
}

/** The channels whose messages are counted. */
export interface Channels<in S> {
  readonly layout: { readonly channel: (state: S, from: number, to: number) => readonly unknown[] };
  /** How many processes there are. */
  readonly count: number;
}

/**
 * The least and the greatest cost that runs accumulate.
 * @throws SpecError S109 if a bound is no natural number, or messages are to be counted where there are none.
 */
export function runCost<S>(
  { of, unit, ...options }: RunCostOptions<S>,
  channels: Channels<S> | undefined,
): CostProperty<S> {
  for (const [name, bound] of [['atLeast', options.atLeast] as const, ['atMost', options.atMost] as const])
    if (bound !== undefined && !(Number.isSafeInteger(bound) && bound >= 0))
      throw new SpecError('S109', {
        text: `the bound ${name} of runCost() is ${String(bound)}`,
        help: 'A bound is a whole number, 0 or greater.',
      });
  const location = callSite();
  return {
    kind: 'cost',
    of: of ?? messagesSent(channels),
    unit: unit ?? (of === undefined ? 'messages' : 'cost'),
    ...options,
    ...(location && { location }),
  };
}

/**
 * How many messages a transition sends: by how many those in flight from the process that acts become more, and one more
 * if it receives one of its own. It looks at no other channel, so that an engine learns it from few transitions.
 * @throws SpecError S109 without channels
 */
function messagesSent<S>(channels: Channels<S> | undefined): Cost<S> {
  if (channels === undefined)
    throw new SpecError('S109', {
      text: 'runCost() has nothing to count: the spec has no messages',
      help: 'Say what a transition costs: runCost({ of: (before, action, after) => 1 }).',
    });
  const { layout, count } = channels;
  const ids = Array.from({ length: count }, (_, id) => id);
  return (before, { name, args: [process, sender] }, after) => {
    const from = Number(process);
    let more = name === 'receive' && sender === process ? 1 : 0;
    for (const to of ids)
      more += layout.channel(after as S, from, to).length - layout.channel(before as S, from, to).length;
    return Math.max(0, more); // messages that are lost were sent all the same
  };
}
