import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { happening } from '../../report/happening.ts';
import { at, branch, branches, branchIndex, trace, walk } from './signals.ts';
import { chooseBranch, chooseInitial, goTo } from './store.ts';

/** The steps of the run, and the other runs that were taken. */
export function StepList(): JSX.Element {
  const run = trace.value;
  const list = useRef<HTMLOListElement>(null);
  const position = at.value;
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current]');
    if (position >= 0) current?.scrollIntoView({ block: 'nearest' });
  }, [position]);
  const initialStates = walk.value?.initialStates ?? 1;
  return (
    <section class="steps" aria-label="Trace">
      <div class="bar">
        <h2>Trace</h2>
        <select
          aria-label="Run"
          value={branchIndex.value}
          onChange={({ currentTarget }) => chooseBranch(Number(currentTarget.value))}
        >
          {branches.value.map(({ name, keys }, i) => (
            <option key={name} value={i}>
              {name} ({keys.length})
            </option>
          ))}
        </select>
      </div>
      {initialStates > 1 && (
        <label class="bar">
          <span>initial state</span>
          <input
            type="number"
            min={0}
            max={initialStates - 1}
            value={branch.value.initial}
            onChange={({ currentTarget }) => chooseInitial(Number(currentTarget.value))}
          />
        </label>
      )}
      <ol ref={list} class="scroll" start={0}>
        <li>
          <button type="button" aria-current={at.value === 0 ? 'step' : undefined} onClick={() => goTo(0)}>
            <span class="number">0</span> initial state
          </button>
        </li>
        {run?.steps.map((step) => (
          <li key={step.index}>
            <button
              type="button"
              aria-current={at.value === step.index ? 'step' : undefined}
              onClick={() => goTo(step.index)}
            >
              <span class="number">{step.index}</span> {happening(run, step)}
              {step.index === run.length && branch.value.given?.isViolation && run.lasso === undefined && (
                <span class="bad"> ✗</span>
              )}
              {run.lasso !== undefined && step.index === run.lasso.start + 1 && (
                <span class="warning"> ↻ loop begins</span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
