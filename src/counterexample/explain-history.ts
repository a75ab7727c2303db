import type { Action, NamedProperty } from '../spec/configuration.ts';
import type { ObservedConfiguration, WithHistory } from '../spec/observed-configuration.ts';
import { causalPath, describeCausalPath } from './causal-path.ts';
import { historyChanges } from './diff.ts';
import type { Explanation } from './explanation.ts';
import { falseParts } from './false-parts.ts';
import { ownWords } from './own-words.ts';
import { type Run, stateAfter } from './run.ts';
import type { Trace } from './trace.ts';
import { traceOf } from './trace-of.ts';
import { formatParts } from './wording.ts';

/** Explains a run of a configuration with history: drawn without the history, but for what the property says of it. */
export function explainObserved<S>(
  configuration: ObservedConfiguration<S>,
  property: NamedProperty<WithHistory<S>>,
  run: Run<WithHistory<S>>,
  shortest: boolean,
): Explanation {
  const { observed } = configuration;
  const trace = traceOf(observed.configuration, systemRun(configuration, run), { shortest });
  const claim = observed.properties.find(({ name }) => name === property.name);
  if (claim?.order !== undefined) {
    const path = causalPath(trace, claim.order);
    if (path === undefined) throw new Error('a process was overtaken, and nothing shows that its request came first');
    return {
      trace: { ...trace, causalPath: path },
      falseParts: [],
      message: describeCausalPath(trace, path, claim.order),
    };
  }
  const observers = [...new Set(observed.properties.map(({ observer }) => observer))];
  const parts = falseParts(configuration, property, run);
  return {
    trace: withHistoryShown(trace, run, claim === undefined ? 0 : observers.indexOf(claim.observer)),
    falseParts: parts,
    message: ownWords(property, run) ?? formatParts(parts),
  };
}

/** The run without its history, by the actions of the spec itself. */
export function systemRun<S>({ observed }: ObservedConfiguration<S>, { initial, steps }: Run<WithHistory<S>>): Run<S> {
  return {
    initial: initial.system,
    steps: steps.map(({ action, picks, state }) => ({
      action: observed.configuration.actions[action.index] as Action<S>,
      picks,
      state: state.system,
    })),
  };
}

/** Adds to what each step changed what it changed of one history. */
function withHistoryShown<S>(trace: Trace, run: Run<WithHistory<S>>, observer: number): Trace {
  const steps = trace.steps.map((step, i) => {
    const [before, after] = [stateAfter(run, i).history[observer], stateAfter(run, i + 1).history[observer]];
    return { ...step, diff: [...step.diff, ...historyChanges(before, after)] };
  });
  return { ...trace, steps };
}
