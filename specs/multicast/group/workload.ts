import { choice, integer } from 'unturned';

/** How many processes the group has. */
export function groupOf(size: number): ReturnType<typeof integer> {
  return integer({ default: size, min: 2, max: 5, description: 'how many processes the group has' });
}

/** How many processes multicast: those with the smallest identifiers. */
export function sendersOf(count: number): ReturnType<typeof integer> {
  return integer({ default: count, min: 1, max: 5, description: 'how many processes multicast, from p0 on' });
}

/** How many messages each of them multicasts. */
export function messagesOf(count: number): ReturnType<typeof integer> {
  return integer({ default: count, min: 1, max: 3, description: 'how many messages each of these multicasts' });
}

/** Which guarantees of multicast are judged. */
export const judged: ReturnType<typeof choice<'promised' | 'all'>> = choice(['promised', 'all'], {
  description: 'the guarantees to judge: those that the algorithm promises, or all there are',
});

/** The name of a message: `a1` is the first of p0, `b2` the second of p1. */
export function nameOf(sender: number, number: number): string {
  return `${'abcdefgh'[sender]}${number}`;
}

/** True while a process has something to multicast. */
export function mayMulticast(
  id: number,
  sent: readonly unknown[],
  params: { readonly senders: number; readonly messages: number },
): boolean {
  return id < params.senders && sent.length < params.messages;
}
