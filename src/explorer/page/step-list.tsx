import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Step, Trace } from '../../counterexample/trace.ts';
import { happening } from '../../report/happening.ts';
import { changeText } from '../../report/step-lines.ts';
import { at, branch, branches, branchIndex, check, trace, walk, wanted } from './signals.ts';
import { chooseBranch, chooseInitial, goTo } from './store.ts';
import { isWanted } from './wanted.ts';

/** The steps of the run, and the other runs that were taken. */
export function StepList(): JSX.Element {
  const run = trace.value;
  const list = useRef<HTMLOListElement>(null);
  const position = at.value;
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current]');
    if (position >= 0) current?.scrollIntoView({ block: 'nearest' });
  }, [position, run]);
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
              {name.includes('· fork') ? `└ ${name}` : name} ({keys.length})
            </option>
          ))}
        </select>
      </div>
      <InitialState />
      <Message />
      {run !== undefined && run.length > 0 && <Find run={run} />}
      <ol ref={list} class="scroll" start={0}>
        <li>
          <button type="button" aria-current={at.value === 0 ? 'step' : undefined} onClick={() => goTo(0)}>
            <span class="number">0</span> initial state
          </button>
        </li>
        {run?.steps.map((step) => (
          <StepItem key={step.index} run={run} step={step} />
        ))}
      </ol>
    </section>
  );
}

/** What the check says of the run, in words. */
function Message(): JSX.Element | null {
  const { outcome } = check.value;
  const { given } = branch.value;
  if (given?.isViolation !== true || outcome === undefined || !('system' in outcome)) return null;
  const { message } = outcome.system.properties.find(({ name }) => name === given.property) ?? {};
  return message === undefined ? null : <p class="message bad">{message}</p>;
}

function InitialState(): JSX.Element | null {
  const { initialStates = 1 } = walk.value ?? {};
  if (initialStates === 1) return null;
  return (
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
  );
}

function StepItem({ run, step }: { readonly run: Trace; readonly step: Step }): JSX.Element {
  const { index, sends, receives, loses = [] } = step;
  const messages = [...sends, ...(receives === undefined ? [] : [receives]), ...loses];
  const { given } = branch.value;
  return (
    <li data-messages={messages.length === 0 ? undefined : messages.join(' ')}>
      <button
        type="button"
        class={isFound(run, step) ? '' : 'faded'}
        aria-current={at.value === index ? 'step' : undefined}
        onClick={() => goTo(index)}
      >
        <span class="number">{index}</span> {happening(run, step)}
        {index === run.length && given?.isViolation && run.lasso === undefined && <span class="bad"> ✗</span>}
        {run.lasso !== undefined && index === run.lasso.start + 1 && <span class="warning"> ↻ loop begins</span>}
      </button>
    </li>
  );
}

/** Whether a step, by what happens or by what it changes, has what is looked for. */
function isFound(run: Trace, step: Step): boolean {
  return isWanted(happening(run, step), ...step.diff.map((change) => changeText(change, '→')));
}

/** Looks for a text in the steps, what they change, and the fields of the state. Enter goes to the next step that has it. */
function Find({ run }: { readonly run: Trace }): JSX.Element {
  const found = wanted.value.trim() === '' ? [] : run.steps.filter((step) => isFound(run, step));
  const seek = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      wanted.value = '';
      (event.currentTarget as HTMLElement).blur();
    }
    if (event.key !== 'Enter' || found.length === 0) return;
    event.preventDefault();
    const next = event.shiftKey
      ? (found.findLast(({ index }) => index < at.value) ?? found.at(-1))
      : (found.find(({ index }) => index > at.value) ?? found[0]);
    goTo(next?.index ?? at.value);
  };
  return (
    <p class="bar find">
      <input
        type="search"
        id="find"
        aria-label="find in steps and fields"
        placeholder="find  /"
        value={wanted.value}
        onInput={({ currentTarget }) => {
          wanted.value = currentTarget.value;
        }}
        onKeyDown={seek}
      />
      <span class="dim" role="status">
        {wanted.value.trim() === '' ? '' : found.length === 0 ? 'no step' : `${found.length} of ${run.length}`}
      </span>
    </p>
  );
}
