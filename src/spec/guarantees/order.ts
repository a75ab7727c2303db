import type { Scalar } from '../value.ts';
import type { Member } from './group.ts';

/** What a process has multicast and delivered, each in order. */
export interface Logged {
  readonly delivered: readonly Scalar[];
  readonly multicast: readonly Scalar[];
  /** By multicast: how many messages the process had delivered before. */
  readonly before: readonly number[];
}

type Members = readonly (Member & Logged)[];

/** A message that somebody delivers without, or before, an earlier one of the same process. */
export function fifoGap(members: Members): string | undefined {
  for (const sender of members) {
    const earlier = (i: number): readonly Scalar[] => sender.multicast.slice(0, i);
    const gap = firstGap(members, sender, earlier);
    if (gap !== undefined)
      return `${gap.by} delivers ${gap.later} ${notAfter(gap)}; ${sender.name} multicast ${gap.earlier} first`;
  }
  return undefined;
}

/**
 * A message that somebody delivers without, or before, one that happened before it. Those that are direct are enough: the
 * message delivered too late, or not at all, by which a longer chain is broken, is a direct predecessor of the next on it.
 */
export function causalGap(members: Members): string | undefined {
  for (const sender of members) {
    const earlier = (i: number): readonly Scalar[] => [
      ...sender.multicast.slice(0, i),
      ...sender.delivered.slice(0, sender.before[i] ?? 0),
    ];
    const gap = firstGap(members, sender, earlier);
    if (gap === undefined) continue;
    const isOwn = sender.multicast.includes(gap.earlier);
    const how = isOwn ? `multicast ${gap.earlier} first` : `delivered ${gap.earlier} before it multicast ${gap.later}`;
    return `${gap.by} delivers ${gap.later} ${notAfter(gap)}; ${sender.name} ${how}`;
  }
  return undefined;
}

interface Gap {
  readonly by: string;
  readonly earlier: Scalar;
  readonly later: Scalar;
  /** The earlier one is delivered, but too late. */
  readonly isLate: boolean;
}

/** The first message of a sender that is delivered by somebody not after all that should be. */
function firstGap(
  members: Members,
  { multicast }: Logged,
  earlierThan: (i: number) => readonly Scalar[],
): Gap | undefined {
  for (const [i, later] of multicast.entries())
    for (const { name: by, delivered } of members) {
      const place = delivered.indexOf(later);
      if (place < 0) continue;
      const earlier = earlierThan(i).find((message) => {
        const other = delivered.indexOf(message);
        return other < 0 || other > place;
      });
      if (earlier !== undefined) return { by, earlier, later, isLate: delivered.includes(earlier) };
    }
  return undefined;
}

function notAfter({ earlier, isLate }: Gap): string {
  return isLate ? `before ${earlier}` : `without ${earlier}`;
}

/** Two messages that two processes deliver in different orders. */
export function disorder(members: Members): string | undefined {
  for (const [i, one] of members.entries())
    for (const other of members.slice(i + 1)) {
      const both = one.delivered.filter((message) => other.delivered.includes(message));
      const there = both.map((message) => other.delivered.indexOf(message));
      const at = there.findIndex((place, k) => k > 0 && place < (there[k - 1] as number));
      if (at < 0) continue;
      const [first, second] = [both[at - 1], both[at]];
      return `${one.name} delivers ${first} before ${second}, ${other.name} delivers ${second} before ${first}`;
    }
  return undefined;
}
