import type { HistoryProperty, Observer } from './history.ts';
import { didYouMean } from './parameter.ts';
import { callSite } from './source-location.ts';
import { SpecError } from './spec-error.ts';

/** The actions by which processes come and are served. The first argument of each is the process. */
export interface Doorway {
  /** The first and the last step of asking; the same name twice if asking is one step. */
  readonly doorway: readonly [first: string, last: string];
  readonly entry: string;
}

/** Who was there before whom, as far as those go that have not entered yet. */
interface Arrivals {
  /** Those that are through the doorway. */
  through: Set<number>;
  /** By process: who was through the doorway when it came to it. */
  ahead: Set<number>[];
}

/** What `firstComeFirstServed` knows of the spec it is used in. */
interface ServedSystem {
  readonly actions: readonly string[];
  readonly names: readonly string[];
}

/**
 * First come, first served: a process that is through its doorway before another comes to its own enters before it
 * (L. Lamport, "A new solution of Dijkstra's concurrent programming problem", CACM 17(8), 1974). It is what the
 * happened-before order of requests comes to in shared memory, where a step can depend on all steps before it.
 *
 * Who has entered is forgotten: all that is kept are relations between processes that wait, finitely many.
 * @throws SpecError S109 if an action is unknown, or the spec names no processes.
 */
export function servedInOrder<S>(
  { doorway, entry }: Doorway,
  { actions, names }: ServedSystem,
  options: { readonly description?: string },
): HistoryProperty<S> {
  if (names.length === 0)
    throw new SpecError('S109', {
      text: 'firstComeFirstServed() is used in a spec without processes',
      help: 'Say with processNames which processes there are; the first argument of an action is the one that acts.',
    });
  for (const name of [...doorway, entry]) requireAction(name, actions);
  const location = callSite();
  return {
    kind: 'history',
    claim: 'step',
    observer: arrivals({ doorway, entry }, names.length) as Observer<S, Arrivals>,
    holds: (_, { ahead }: Arrivals, action) => action?.name !== entry || ahead[Number(action.args[0])]?.size === 0,
    explain: (_, { ahead }: Arrivals, action) => {
      const id = Number(action?.args[0]);
      const [first = -1] = ahead[id] ?? [];
      return `${names[first]} was through its doorway (${doorway[1]}) before ${names[id]} came to its own (${doorway[0]}); yet ${names[id]} entered first`;
    },
    description: 'processes enter in the order in which they come, first come, first served',
    ...options,
    ...(location && { location }),
  };
}

function arrivals({ doorway: [first, last], entry }: Doorway, count: number): Observer<unknown, Arrivals> {
  return {
    initial: () => ({ through: new Set(), ahead: Array.from({ length: count }, () => new Set()) }),
    step: ({ history: { through, ahead }, action: { name, args } }) => {
      const id = Number(args[0]);
      if (name === first) for (const other of through) ahead[id]?.add(other);
      if (name === last) through.add(id);
      if (name !== entry) return;
      through.delete(id);
      ahead[id]?.clear();
      for (const set of ahead) set.delete(id);
    },
  };
}

function requireAction(name: string, actions: readonly string[]): void {
  if (actions.includes(name)) return;
  const suggestion = didYouMean(String(name), actions);
  throw new SpecError('S109', {
    text: `firstComeFirstServed() names "${name}", and the spec has no such action`,
    help: suggestion === undefined ? `Its actions are ${actions.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}
