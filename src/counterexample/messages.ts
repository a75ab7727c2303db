import { canonical } from '../spec/canonical.ts';
import type { Configuration } from '../spec/configuration.ts';
import type { NetworkLayout } from '../spec/spec.ts';
import { toJson } from './json.ts';
import { type Run, stateAfter } from './run.ts';
import type { Json, Message } from './trace.ts';

/** The messages of a run, and what each step has to do with them; positions in `sends` and `receives` count from 0. */
export interface Traffic {
  /** In the order of sending. */
  readonly messages: readonly Message[];
  readonly sends: readonly (readonly number[])[];
  readonly receives: readonly (number | undefined)[];
  /** The messages in flight that each step makes disappear. */
  readonly loses: readonly (readonly number[])[];
}

interface InFlight {
  readonly id: number;
  readonly text: string;
}

/**
 * Numbers the messages of a run from 1, step by step in the order of sending, and finds each again where it is delivered. Nothing is
 * assumed of the order in a channel, but that equal messages are in that of sending: what a step takes out and puts in is told from
 * the contents before and after, and where the network says which message a delivery takes, from that.
 */
export function traffic<S>({ network, processNames, parameters }: Configuration<S>, run: Run<S>): Traffic {
  const messages: Message[] = [];
  const sends = run.steps.map((): number[] => []);
  const receives: (number | undefined)[] = run.steps.map(() => undefined);
  const loses = run.steps.map((): number[] => []);
  if (network === undefined) return { messages, sends, receives, loses };
  const flights = new Map<string, readonly InFlight[]>();
  for (let count = 0; count <= run.steps.length; count++) {
    const step = run.steps[count - 1];
    for (const [from, sender] of processNames.entries())
      for (const [to, receiver] of processNames.entries()) {
        const channel = `${from},${to}`;
        const before = flights.get(channel) ?? [];
        const contents = network.channel(stateAfter(run, count), from, to);
        const isReceived = isOf(step?.action.receives, from, to);
        const isTaken = isReceived || isOf(step?.action.loses, from, to);
        const isSame = count > 0 && !isTaken && contents === channelBefore(network, run, count, from, to);
        if (isSame || (before.length === 0 && contents.length === 0)) continue;
        const texts = contents.map(canonical);
        const isCopied = step?.action.environment === 'duplicate';
        const picked =
          step !== undefined && isTaken
            ? network.taken?.(channelBefore(network, run, count, from, to), step.picks, parameters)
            : undefined;
        const taken = isTaken && step !== undefined ? before[picked ?? indexTaken(before, texts)] : undefined;
        const left = before.filter((message) => message !== taken);
        if (taken !== undefined && isReceived) {
          receives[count - 1] = taken.id;
          const overtakes = left.filter(({ id }) => id < taken.id).map(({ id }) => id);
          messages[taken.id - 1] = {
            ...(messages[taken.id - 1] as Message),
            deliveredAt: count,
            ...(overtakes.length > 0 && { overtakes }),
          };
        }
        const after = recognise(left, texts, (i) => {
          const id = messages.length + 1;
          const known = { id, from: sender, to: receiver, ...describeMessage(contents[i]), sentAt: count };
          const original = isCopied ? before.find(({ text }) => text === texts[i])?.id : undefined;
          const copyOf = original === undefined ? undefined : (messages[original - 1]?.copyOf ?? original);
          messages.push({ ...known, ...(copyOf !== undefined && { copyOf }) });
          sends[count - 1]?.push(id);
          return id;
        });
        flights.set(channel, after);
        for (const { id } of before) {
          if (after.some((message) => message.id === id) || (isReceived && id === taken?.id)) continue;
          loses[count - 1]?.push(id);
          messages[id - 1] = { ...(messages[id - 1] as Message), lostAt: count };
        }
      }
  }
  return { messages, sends, receives, loses };
}

function isOf(link: { readonly from: number; readonly to: number } | undefined, from: number, to: number): boolean {
  return link?.from === from && link.to === to;
}

function channelBefore<S>(
  network: NetworkLayout<S>,
  run: Run<S>,
  count: number,
  from: number,
  to: number,
): readonly unknown[] {
  return network.channel(stateAfter(run, count - 1), from, to);
}

/** Which message a delivery took: the oldest whose absence leaves a beginning, or failing that a part, of what is there now. */
function indexTaken(before: readonly InFlight[], after: readonly string[]): number {
  const without = (gone: number): readonly InFlight[] => before.toSpliced(gone, 1);
  const isBeginning = (left: readonly InFlight[]): boolean => left.every(({ text }, i) => text === after[i]);
  const isPart = (left: readonly InFlight[]): boolean => {
    const rest = [...after];
    return left.every(({ text }) => {
      const i = rest.indexOf(text);
      if (i >= 0) rest.splice(i, 1);
      return i >= 0;
    });
  };
  const index = before.findIndex((_, i) => isBeginning(without(i)));
  return index >= 0 ? index : before.findIndex((_, i) => isPart(without(i)));
}

/** Finds the known messages among a channel's contents, the oldest first; every other content is a new message. */
function recognise(
  known: readonly InFlight[],
  contents: readonly string[],
  create: (position: number) => number,
): readonly InFlight[] {
  const rest = [...known];
  return contents.map((text, position) => {
    const i = rest.findIndex((message) => message.text === text);
    return i >= 0 ? (rest.splice(i, 1)[0] as InFlight) : { id: create(position), text };
  });
}

/** A message by its type and what else it carries. */
export function describeMessage(message: unknown): { type: string; payload: Json } {
  const json = toJson(message);
  if (json === null || typeof json !== 'object' || !('type' in json) || typeof json.type !== 'string')
    return { type: 'message', payload: json };
  const { type, ...payload } = json as { readonly type: string; readonly [key: string]: Json };
  return { type, payload };
}
