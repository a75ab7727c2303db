import type { JSX } from 'preact';
import { happening } from '../../report/happening.ts';
import { ComparePanel } from './compare-panel.tsx';
import { DiagramPanel } from './diagram-panel.tsx';
import { GraphPanel } from './graph-panel.tsx';
import { Moves } from './moves.tsx';
import { refreshGraph, refreshSource } from './pictures.ts';
import { at, type Panel, panel, trace, walk } from './signals.ts';
import { SourcePanel } from './source-panel.tsx';
import { StatePanel } from './state-panel.tsx';
import { StepList } from './step-list.tsx';
import { Transport } from './transport.tsx';
import { WaitsPanel } from './waits-panel.tsx';

const panels: readonly (readonly [Panel, string])[] = [
  ['diagram', 'Space-time'],
  ['graph', 'Graph'],
  ['waits', 'Wait-for'],
  ['compare', 'Compare'],
  ['source', 'Source'],
];

/** A run, step by step: what happened, what can happen, and what is so here. */
export function TraceView(): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithMouseEvents: what lights up is told in words beside each message
    <main class="trace-view" onMouseOver={light} onMouseOut={light}>
      <div class="column left">
        <StepList />
        <Moves />
      </div>
      <section class="column middle" aria-label="Pictures">
        <div role="tablist" aria-label="Pictures" class="tabs">
          {panels.map(([name, label]) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={panel.value === name}
              aria-controls="picture"
              onClick={() => choose(name)}
            >
              {label}
            </button>
          ))}
        </div>
        <div role="tabpanel" id="picture" aria-labelledby={`tab-${panel.value}`} class="picture">
          {panel.value === 'diagram' && <DiagramPanel />}
          {panel.value === 'graph' && <GraphPanel />}
          {panel.value === 'waits' && <WaitsPanel />}
          {panel.value === 'compare' && <ComparePanel />}
          {panel.value === 'source' && <SourcePanel />}
        </div>
      </section>
      <StatePanel />
      <Transport />
      <p class="unseen" role="status">
        {spoken()}
      </p>
    </main>
  );
}

function choose(name: Panel): void {
  panel.value = name;
  if (name === 'graph') void refreshGraph();
  if (name === 'source') void refreshSource();
}

/** What a screen reader says after a step. */
function spoken(): string {
  const run = trace.value;
  if (run === undefined || walk.value === undefined) return '';
  const step = run.steps[at.value - 1];
  const where = `step ${at.value} of ${run.length}`;
  return step === undefined ? `${where}: the initial state` : `${where}: ${happening(run, step)}`;
}

/** A message is one thing, wherever it is shown. */
function light({ target, type }: MouseEvent): void {
  const messages = (target as Element).closest('[data-messages]')?.getAttribute('data-messages')?.split(' ') ?? [];
  for (const id of messages)
    for (const one of document.querySelectorAll(`[data-messages~="${id}"]`))
      one.classList.toggle('is-lit', type === 'mouseover');
}
