import type { JSX } from 'preact';
import { formatCount, formatDuration } from '../../report/figures.ts';
import { check, walk } from './signals.ts';

/** How far the search has come. Nobody knows how far it has to go; whether the queue grows or shrinks is the honest sign. */
export function ProgressView(): JSX.Element {
  const { progress, course = [] } = check.value;
  if (progress === undefined)
    return (
      <p class="card" role="status">
        Starting…
      </p>
    );
  const { states, transitions, depth, queue, elapsedMs } = progress;
  const seen = transitions === 0 ? 0 : Math.max(0, 1 - states / transitions);
  const facts = [
    ['states', formatCount(states)],
    ['per second', formatCount(Math.round(states / Math.max(0.001, elapsedMs / 1000)))],
    ['depth', formatCount(depth)],
    ['queue', `${formatCount(queue)} ${queue > (course.at(-2)?.queue ?? 0) ? '▲' : '▼'}`],
    ['seen before', `${Math.round(100 * seen)} %`],
    ['time', formatDuration(elapsedMs)],
  ] as const;
  return (
    <>
      <section class="card" aria-label="Progress">
        <h2>Running</h2>
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Course />
      </section>
      <section class="card" aria-label="Properties">
        <h2>Properties</h2>
        <ul class="rows">
          {walk.value?.properties.map(({ name, kind, description }) => (
            <li key={name}>
              <span class="dim">…</span> <b class="mono">{name}</b> <span class="dim">{kind}</span> {description}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const width = 640;
const height = 110;

/** States found and states still to expand, over time. */
function Course(): JSX.Element | null {
  const { course = [] } = check.value;
  const last = course.at(-1);
  if (course.length < 2 || last === undefined) return null;
  const most = Math.max(1, last.states);
  const line = (of: 'states' | 'queue'): string =>
    course
      .map(
        (one) =>
          `${((one.elapsedMs / last.elapsedMs) * width).toFixed(1)},${(height - (one[of] / most) * height).toFixed(1)}`,
      )
      .join(' ');
  const told = `${formatCount(last.states)} states found, ${formatCount(last.queue)} of them still to expand`;
  return (
    <figure class="course">
      <svg viewBox={`-2 -4 ${width + 4} ${height + 8}`} role="img" aria-label={told} preserveAspectRatio="none">
        <polyline class="course-states" points={line('states')} />
        <polyline class="course-queue" points={line('queue')} />
      </svg>
      <figcaption class="dim">
        <span class="course-states">━</span> states found <span class="course-queue">┅</span> still to expand
      </figcaption>
    </figure>
  );
}
