import { traffic } from '../counterexample/messages.ts';
import type { Subject } from './claims.ts';
import type { Walk, WalkedStep } from './walk.ts';

/**
 * Parts of a run of processes, each with everything that happened before it (Lamport, CACM 21(7), 1978): first what happened
 * before the last step, then also before the last step of one other process after another. None for other specs.
 */
export function causalPasts<S>(subject: Subject<S>, walk: Walk): readonly (readonly WalkedStep[])[] {
  const { steps } = walk;
  const last = steps.length - 1;
  if (subject.configuration.network === undefined || last < 1) return [];
  const before = predecessors(subject, walk);
  const past = pastOf([last], before);
  const others = new Set(
    steps.map(({ action }) => action.process).filter((one) => one !== steps[last]?.action.process),
  );
  const ends = [...others].map((process) => steps.findLastIndex(({ action }) => action.process === process));
  const pasts = [past, ...ends.map((end) => pastOf([last, end], before))];
  return pasts.filter((one) => one.size < steps.length).map((one) => steps.filter((_, i) => one.has(i)));
}

function predecessors<S>(
  { configuration, systemOf }: Subject<S>,
  { initial, steps }: Walk,
): readonly (readonly number[])[] {
  const { messages, receives, loses } = traffic(configuration, {
    initial: systemOf(initial),
    steps: steps.map(({ action, picks, state }) => ({
      action: configuration.actions[action.index] as (typeof configuration.actions)[number],
      picks,
      state: systemOf(state),
    })),
  });
  const latest = new Map<number | undefined, number>();
  return steps.map(({ action }, i) => {
    const taken = [receives[i] ?? 0, ...(loses[i] ?? [])].map((id) => (messages[id - 1]?.sentAt ?? 0) - 1);
    const previous = latest.get(action.process) ?? -1;
    latest.set(action.process, i);
    return [previous, ...taken].filter((step) => step >= 0);
  });
}

function pastOf(ends: readonly number[], before: readonly (readonly number[])[]): ReadonlySet<number> {
  const past = new Set<number>();
  const open = [...ends];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (past.has(at)) continue;
    past.add(at);
    open.push(...(before[at] ?? []));
  }
  return past;
}
