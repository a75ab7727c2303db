import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { lamportClocks, vectorClocks } from '../../counterexample/clocks.ts';
import type { Trace } from '../../counterexample/trace.ts';
import { layOut } from '../../report/space-time.ts';
import { drawingOf } from '../../report/space-time-geometry.ts';
import { spaceTimeSvg } from '../../report/space-time-svg.ts';
import { LaneMenu, openLaneMenu } from './lane-menu.tsx';
import { at, branch, clocks, isUnfolded, laneOrder, trace } from './signals.ts';
import { goTo } from './store.ts';

/** Longer runs are folded until they are unfolded. */
const longest = 40;
const excerpt = { first: 8, last: 24 };

/** The space-time diagram of the run. A click on a step goes there; a message lights up with its ends. */
export function DiagramPanel(): JSX.Element {
  const run = trace.value;
  const frame = useRef<HTMLElement>(null);
  const position = at.value;
  const given = branch.value.given;
  useEffect(() => mark(frame.current, position), [run, position, isUnfolded.value, clocks.value, laneOrder.value]);
  if (run === undefined) return <p class="dim">…</p>;
  if (run.length === 0) return <p class="dim empty">No step yet: choose an enabled action.</p>;
  const { header, body } = draw(run, given?.isViolation === true && given.trace.length === run.length);
  const isLong = run.length > longest;
  return (
    <>
      <p class="bar options">
        <label>
          <span>clocks</span>
          <select
            value={clocks.value}
            onChange={({ currentTarget }) => {
              clocks.value = currentTarget.value as 'none';
            }}
          >
            <option value="none">none</option>
            <option value="lamport">Lamport</option>
            <option value="vector">vector</option>
          </select>
        </label>
        <LaneMenu run={run} />
        {isLong && (
          <button
            type="button"
            onClick={() => {
              isUnfolded.value = !isUnfolded.value;
            }}
          >
            {isUnfolded.value ? 'Fold' : `Unfold all ${run.length} steps`}
          </button>
        )}
      </p>
      {/* biome-ignore-start lint/a11y: what scrolls can be scrolled by keyboard; the list of steps does by keyboard what a click does here */}
      <section ref={frame} class="scroll drawing" tabIndex={0} aria-label="space-time diagram" onClick={click}>
        <div class="diagram-names" dangerouslySetInnerHTML={{ __html: header }} />
        <div dangerouslySetInnerHTML={{ __html: body }} />
        {run.fairness !== undefined && <Fairness lines={run.fairness} period={run.lasso?.period ?? 0} />}
      </section>
      {/* biome-ignore-end lint/a11y: see above */}
    </>
  );
}

function draw(run: Trace, isViolation: boolean): { readonly header: string; readonly body: string } {
  const isFolded = run.length > longest && !isUnfolded.value;
  const lanes = Math.max(1, run.processes.length);
  const layout = layOut(run, {
    lanes: { comfortable: lanes, most: lanes },
    focus: [],
    isViolation,
    ...(laneOrder.value && { order: laneOrder.value }),
    ...(isFolded && { excerpt }),
  });
  const chosen =
    clocks.value === 'vector' ? vectorClocks(run) : clocks.value === 'lamport' ? lamportClocks(run) : undefined;
  const drawing = drawingOf(run, layout, chosen === undefined ? {} : { clocks: chosen });
  const title = `the run, ${run.length} steps; the list of steps has the same in words`;
  return {
    header: spaceTimeSvg(run, drawing, { part: 'header', title }).markup,
    body: spaceTimeSvg(run, drawing, { part: 'body', title }).markup,
  };
}

function mark(frame: HTMLElement | null, position: number): void {
  for (const row of frame?.querySelectorAll('.st-row') ?? [])
    row.classList.toggle('is-current', row.getAttribute('data-step') === String(position));
  frame?.querySelector('.is-current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function click({ target }: MouseEvent): void {
  const name = (target as Element).closest('[data-lane]')?.getAttribute('data-lane');
  if (name != null) openLaneMenu(Number(name));
  const found = (target as Element).closest('[data-step],[data-fold]');
  if (found?.hasAttribute('data-fold')) isUnfolded.value = true;
  const step = Number(found?.getAttribute('data-step'));
  if (step > 0) goTo(step);
}

function Fairness({
  lines,
  period,
}: {
  readonly lines: NonNullable<Trace['fairness']>;
  readonly period: number;
}): JSX.Element {
  return (
    <table class="fairness">
      <caption>Is this loop fair?</caption>
      <thead>
        <tr>
          {['action', 'enabled in', 'taken', 'weak fairness', 'strong fairness', 'assumed'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ action, enabledIn, taken, weak, strong, assumed }) => (
          <tr key={action}>
            <td class="mono">{action}</td>
            <td class="count">
              {enabledIn} of {Math.max(1, period)}
            </td>
            <td class="count">{taken}</td>
            <td class={weak ? '' : 'bad'}>{weak ? '✓ met' : '✗ broken'}</td>
            <td class={strong ? '' : 'bad'}>{strong ? '✓ met' : '✗ broken'}</td>
            <td>{assumed ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
