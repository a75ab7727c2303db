import fc from 'fast-check';
import type { Trace } from '../../../src/counterexample/trace.ts';
import { type Happening, traceBy } from './runs.ts';

interface Running {
  readonly ids: readonly string[];
  /** In flight. */
  waiting: { id: number; from: number; to: number }[];
  sent: number;
  readonly down: Set<number>;
  isApart: boolean;
}

/** Runs of two to eight processes: each sends, receives what has come, or acts by itself; and if they may, things go wrong. */
export function runs(options: {
  readonly least?: number;
  readonly most?: number;
  readonly withFaults?: boolean;
}): fc.Arbitrary<Trace> {
  const { least = 10, most = 60, withFaults = false } = options;
  return fc
    .record({
      count: fc.integer({ min: 2, max: 8 }),
      picks: fc.array(fc.nat(9999), { minLength: least, maxLength: most }),
    })
    .map(({ count, picks }) => runOf(count, picks, withFaults));
}

/** The run that some numbers stand for. */
export function runOf(count: number, picks: readonly number[], withFaults = false): Trace {
  const ids = Array.from({ length: count }, (_, i) => `p${i}`);
  const running: Running = { ids, waiting: [], sent: 0, down: new Set(), isApart: false };
  return traceBy(
    ids,
    picks.map((pick) => (withFaults && pick % 4 === 0 ? fault(running, pick >> 2) : undefined) ?? step(running, pick)),
  );
}

function step(running: Running, pick: number): Happening {
  const { ids, waiting, down } = running;
  const up = ids.flatMap((_, id) => (down.has(id) ? [] : [id]));
  const own = up[pick % up.length] as number;
  const process = ids[own] as string;
  const place = waiting.findIndex(({ to }) => to === own);
  if (pick % 3 === 0 && place >= 0)
    return { process, action: 'receive', receives: waiting.splice(place, 1)[0]?.id ?? 0 };
  if (pick % 3 === 2) return { process, action: 'think' };
  const to = (pick * 7) % ids.length;
  waiting.push({ id: ++running.sent, from: own, to });
  return { process, action: 'ask', sends: [ids[to] as string] };
}

/** What the environment does, if it can. */
function fault(running: Running, pick: number): Happening | undefined {
  const { ids, waiting, down } = running;
  const id = pick % ids.length;
  const process = ids[id] as string;
  const [message] = waiting;
  const [gone] = down;
  switch (pick % 5) {
    case 0:
      if (message === undefined) return undefined;
      waiting.shift();
      return { action: 'lose', environment: 'lose', args: [message.to, message.from], loses: [message.id] };
    case 1:
      if (message === undefined) return undefined;
      waiting.push({ ...message, id: ++running.sent });
      return {
        action: 'duplicate',
        environment: 'duplicate',
        args: [message.to, message.from],
        copies: message.id,
      };
    case 2:
      if (gone === undefined) return undefined;
      down.delete(gone);
      return { process: ids[gone] as string, action: 'recover', environment: 'recover' };
    case 3:
      if (down.has(id) || down.size + 1 === ids.length) return undefined;
      down.add(id);
      return { process, action: 'crash', isCrash: true };
    default:
      running.isApart = !running.isApart;
      if (!running.isApart) return { action: 'heal', environment: 'heal', args: [] };
      return {
        action: 'partition',
        environment: 'partition',
        args: ids.flatMap((_, i) => (i > id % (ids.length - 1) ? [i] : [])),
      };
  }
}
