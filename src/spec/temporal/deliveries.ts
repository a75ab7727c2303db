import { canonical } from '../canonical.ts';
import { isRecord } from '../value.ts';

/** A channel, by the processes at its ends. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/** Where the messages of a channel are in a state. */
interface Channels<in S> {
  readonly channel: (state: S, from: number, to: number) => readonly unknown[];
}

/**
 * Whether fairness tells the messages apart that an action may receive: where channels keep no order, and a process does not
 * send to itself. There what it received may be on its way again after one step, so that a look at the channel does not tell
 * which message it was, and nothing is assumed but that some message is received.
 */
export function deliversApart(receives: Link | undefined, isOrdered: boolean): boolean {
  return !isOrdered && receives !== undefined && receives.from !== receives.to;
}

/** The different messages of a channel, as a fairness assumption names them. */
export function messagesOf<S>({ channel }: Channels<S>, state: S, { from, to }: Link): readonly string[] {
  return [...new Set(channel(state, from, to).map(messageText))];
}

/** The message that a step took out of a channel into which it put none. */
export function messageTaken<S>(layout: Channels<S>, before: S, after: S, link: Link): string {
  const count = (state: S, text: string): number =>
    layout.channel(state, link.from, link.to).filter((message) => messageText(message) === text).length;
  const taken = messagesOf(layout, before, link).find((text) => count(after, text) < count(before, text));
  if (taken === undefined) throw new Error('a message was received, and the channel holds all that it did');
  return taken;
}

/** `ask`; `request {"timestamp":1}`. */
function messageText(message: unknown): string {
  if (!isRecord(message)) return canonical(message);
  const { type, ...content } = message;
  return Object.keys(content).length === 0 ? String(type) : `${String(type)} ${canonical(content)}`;
}
