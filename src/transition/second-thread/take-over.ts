import type { Collected } from '../collected.ts';
import type { Block } from './block.ts';

/**
 * Adds the transitions of states of a block to a batch, from where it ends on, below `end`, until it is full or a state was
 * missed. Returns the next state. Cost: some ten words a transition to copy.
 */
export function takeOver(block: Block, first: number, end: number, collected: Collected): number {
  const { ends, slept, missed } = block;
  const from = collected.next - first;
  const start = from === 0 ? 0 : (ends[from - 1] as number);
  const shift = collected.length - start;
  const room = collected.target - shift;
  const place = collected.next - collected.first;
  let { asleep } = collected;
  let i = from;
  for (let sum = start; i < end - first; i++) {
    if (sum + asleep >= room || missed[i] === 1) break;
    sum = ends[i] as number;
    asleep += countBits(slept[i] as number);
    collected.ends[place + i - from] = sum + shift;
    collected.slept[place + i - from] = slept[i] as number;
  }
  if (i === from) return collected.next;
  const last = ends[i - 1] as number;
  while (collected.source.length < last + shift) collected.widen();
  copy(block.source, start, last, collected.source, shift);
  copy(block.action, start, last, collected.action, shift);
  const { width } = collected;
  copy(block.rows, width * start, width * last, collected.rows, width * shift);
  if (width > 2) copy(block.bases, width * from, width * i, collected.bases, width * (place - from));
  copy(block.sleepers, start, last, collected.sleepers, shift);
  collected.length = last + shift;
  collected.asleep = asleep;
  return first + i;
}

/** How many bits are set; each round clears one. */
function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** From this many on, copying them at once is quicker. */
const few = 64;

function copy<A extends Int32Array | Uint32Array>(from: A, start: number, end: number, to: A, shift: number): void {
  if (end - start < few) for (let i = start; i < end; i++) to[i + shift] = from[i] as number;
  else to.set(from.subarray(start, end), start + shift);
}
