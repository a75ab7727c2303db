import type { JSX } from 'preact';
import { waitForSvg } from '../../report/wait-for-svg.ts';
import { walk } from './signals.ts';

/** Who waits for whom in the present state. */
export function WaitsPanel(): JSX.Element {
  const here = walk.value;
  if (here === undefined) return <p class="dim">…</p>;
  const { trace, waitsFor, cycle } = here;
  if (waitsFor.length === 0)
    return <p class="dim empty">Nobody waits for another here, or the spec does not say so: see `waitsFor`.</p>;
  return (
    <div class="scroll drawing">
      <div dangerouslySetInnerHTML={{ __html: waitForSvg(trace, { waitsFor, cycle }).markup }} />
      <ul>
        {waitsFor.map(({ from, to, reason }) => (
          <li key={`${from} ${to} ${reason}`}>
            {from} waits for {to}: {reason}
          </li>
        ))}
      </ul>
      {cycle.length > 0 && <p class="bad">They wait in a ring: {[...cycle, cycle[0]].join(' → ')}</p>}
    </div>
  );
}
