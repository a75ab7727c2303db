import type { ServiceOrder } from '../spec/history.ts';
import type { CausalPath, Message, Step, Trace } from './trace.ts';

/** How a request came to be known at a later step: what happens next on the way there. */
interface Link {
  /** How many messages there are from here on. */
  readonly messages: number;
  /** The message that is sent here, if that is how the way goes on; otherwise it goes on at the process's next step. */
  readonly message?: Message;
  readonly next?: number;
}

/**
 * The request that was overtaken by the last step of a trace, and the way by which it happened before the request that
 * was served: steps of one process after another, and messages, as few of them as possible. Told from the trace alone,
 * with no look at what an observer saw. `undefined` if the last step overtakes nothing.
 */
export function causalPath(trace: Trace, { request, entry }: ServiceOrder): CausalPath | undefined {
  const { steps } = trace;
  const end = steps.at(-1);
  if (end === undefined || end.action !== entry) return undefined;
  const served = steps.findLast(({ action, process }) => action === request && process === end.process);
  if (served === undefined) return undefined;
  const links = linksTo(trace, served.index);
  const overtaken = pendingRequests(steps, { request, entry })
    .filter(({ index, process }) => process !== end.process && links.has(index))
    .sort((a, b) => (links.get(a.index) as Link).messages - (links.get(b.index) as Link).messages);
  const [first] = overtaken;
  return first === undefined ? undefined : pathFrom(links, first, served, end);
}

/** The steps that happened before a step, itself included, each with the best way there. */
function linksTo({ steps, messages }: Trace, last: number): ReadonlyMap<number, Link> {
  const links = new Map<number, Link>([[last, { messages: 0 }]]);
  for (let index = last - 1; index > 0; index--) {
    const { process, sends } = steps[index - 1] as Step;
    const next = steps.find((step) => step.index > index && step.process === process)?.index;
    const local = next === undefined ? undefined : links.get(next);
    const ways: Link[] = local === undefined ? [] : [{ messages: local.messages, next: next as number }];
    for (const id of sends) {
      const message = messages[id - 1] as Message;
      const there = message.deliveredAt === undefined ? undefined : links.get(message.deliveredAt);
      if (there !== undefined)
        ways.push({ messages: there.messages + 1, message, next: message.deliveredAt as number });
    }
    const [best] = ways.sort((a, b) => a.messages - b.messages);
    if (best !== undefined) links.set(index, best);
  }
  return links;
}

/** The requests of the processes that have not entered since, before the last step. */
function pendingRequests(steps: readonly Step[], { request, entry }: ServiceOrder): readonly Step[] {
  const pending = new Map<string | undefined, Step>();
  for (const step of steps.slice(0, -1)) {
    if (step.action === request) pending.set(step.process, step);
    if (step.action === entry) pending.delete(step.process);
  }
  return [...pending.values()];
}

function pathFrom(links: ReadonlyMap<number, Link>, first: Step, served: Step, end: Step): CausalPath {
  const events = new Set([first.index]);
  const messages: number[] = [];
  for (let at: number | undefined = first.index; at !== undefined; ) {
    const { message, next } = links.get(at) as Link;
    if (message !== undefined) {
      events.add(at).add(next as number);
      messages.push(message.id);
    }
    at = next;
  }
  events.add(served.index);
  return {
    from: first.process ?? '',
    to: served.process ?? '',
    steps: [...events],
    messages,
    entry: end.index,
  };
}

/** The path in words: `p1's request happened before p2's: p1 request, m3 to p2, p2 request; yet p2 entered first`. */
export function describeCausalPath(
  trace: Trace,
  { from, to, messages }: CausalPath,
  { request }: ServiceOrder,
): string {
  const travels = messages.map((id) => `m${id} to ${trace.messages[id - 1]?.to}`);
  const path = [`${from} ${request}`, ...travels, `${to} ${request}`].join(', ');
  return `${from}'s request happened before ${to}'s: ${path}; yet ${to} entered first`;
}
