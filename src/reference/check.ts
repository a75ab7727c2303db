import { outcomes } from '../spec/choice.ts';
import type { Action, Configuration } from '../spec/configuration.ts';
import { identityOf } from './identity.ts';
import { successors } from './successors.ts';

/** A state as the reference keeps it: how far from an initial state it was first found, and from where. */
export interface Found<S> {
  readonly state: S;
  readonly depth: number;
  readonly parent?: Found<S>;
}

/** Everything the reference finds out. `findings` holds the first state, and action, that settles each property. */
export interface ReferenceResult<S> {
  readonly found: ReadonlyMap<string, Found<S>>;
  readonly terminal: readonly Found<S>[];
  readonly actions: readonly { readonly fired: number; readonly newStates: number }[];
  readonly findings: ReadonlyMap<string, { readonly at: Found<S>; readonly lastAction?: Action<S> }>;
  readonly initial: number;
  readonly depth: number;
  readonly expanded: number;
}

/**
 * The meaning of a spec: breadth first, a state is what object-hash says it is, and every property is judged by calling
 * it. A run ends where nothing can happen but what is optional. Before it expands a state it yields what it knows so far, so that a caller can watch it, and stop it.
 */
export function* referenceCheck<S>(
  configuration: Configuration<S>,
  maxDepth: number = Number.POSITIVE_INFINITY,
): Generator<ReferenceResult<S>, ReferenceResult<S>> {
  const { initial, actions, properties } = configuration;
  const found = new Map<string, Found<S>>();
  const queue: Found<S>[] = [];
  const terminal: Found<S>[] = [];
  const counts = actions.map(() => ({ fired: 0, newStates: 0 }));
  const findings = new Map<string, { at: Found<S>; lastAction?: Action<S> }>();
  const result = { found, terminal, actions: counts, findings, initial: 0, depth: 0, expanded: 0 };

  const settle = (name: string, at: Found<S>, lastAction?: Action<S>): void => {
    if (!findings.has(name)) findings.set(name, { at, ...(lastAction && { lastAction }) });
  };
  const meet = (state: S, parent?: Found<S>): boolean => {
    const hash = identityOf(state);
    if (found.has(hash)) return false;
    const entry: Found<S> = { state, depth: parent ? parent.depth + 1 : 0, ...(parent && { parent }) };
    found.set(hash, entry);
    queue.push(entry);
    result.depth = entry.depth;
    for (const property of properties) {
      if (property.kind === 'invariant' && !property.holds(state as never)) settle(property.name, entry);
      if (property.kind === 'reachable' && property.holds(state as never)) settle(property.name, entry);
    }
    return true;
  };

  for (const outcome of outcomes(initial)) meet(outcome.result);
  result.initial = found.size;
  for (const from of queue) {
    yield result;
    if (from.depth >= maxDepth) continue;
    let isTerminal = true;
    for (const { action, state } of successors(configuration, from.state)) {
      const count = counts[action.index] as { fired: number; newStates: number };
      count.fired++;
      if (meet(state, from)) count.newStates++;
      for (const property of properties)
        if (property.kind === 'step' && !property.holds(from.state as never, action, state as never))
          settle(property.name, { state, depth: from.depth + 1, parent: from }, action);
      if (action.optional === undefined) isTerminal = false;
    }
    result.expanded++;
    if (!isTerminal) continue;
    terminal.push(from);
    for (const property of properties) {
      if (property.kind === 'deadlock' && !property.termination(from.state as never)) settle(property.name, from);
      if (property.kind === 'terminal' && !property.holds(from.state as never)) settle(property.name, from);
    }
  }
  return result;
}
