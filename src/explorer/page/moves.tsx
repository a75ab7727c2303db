import type { JSX } from 'preact';
import { describeNeed } from '../../counterexample/deadlock.ts';
import { changeText } from '../../report/step-lines.ts';
import { groupReasons } from '../../report/wait-for-text.ts';
import type { Move } from '../protocol.ts';
import { at, branch, trace, walk } from './signals.ts';
import { take, undo } from './store.ts';

/** What can happen next, what can go wrong, and what cannot happen and why. */
export function Moves(): JSX.Element {
  const here = walk.value;
  const enabled = here?.enabled ?? [];
  const isStuck = here?.properties.some(({ kind, status }) => kind === 'deadlock' && status === 'violated');
  const disabled = here === undefined ? [] : groupReasons(here.trace, here.disabled);
  const firstFault = enabled.findIndex(({ isFault }) => isFault);
  const own = firstFault < 0 ? enabled : enabled.slice(0, firstFault);
  const faults = enabled.slice(own.length);
  return (
    <section class="moves" aria-label="Actions">
      <div class="bar">
        <h2>
          Enabled here <span class="dim">{here === undefined ? '' : own.length}</span>
        </h2>
        <button type="button" class="plain" disabled={branch.value.keys.length === 0} onClick={undo}>
          Undo
        </button>
      </div>
      <div class="scroll">
        <MoveList moves={own} first={1} />
        {here !== undefined && own.length === 0 && (
          <p class={isStuck ? 'bad' : 'dim'}>
            {faults.length === 0 ? 'Nothing can happen here.' : 'Nothing can happen here but faults.'}
          </p>
        )}
        {faults.length > 0 && (
          <>
            <h2 class="faults">
              Faults <span class="dim">{faults.length}</span>
            </h2>
            <MoveList moves={faults} first={own.length + 1} />
          </>
        )}
        {disabled.length > 0 && (
          <details open={here?.enabled.length === 0}>
            <summary>Disabled ({disabled.length})</summary>
            <ul class="disabled">
              {disabled.map(({ what, guard }) => (
                <li key={`${what} ${guard}`}>
                  <span class="mono">{what}</span> <span class="dim">{describeNeed(guard)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

/** Moves with the digits that take them. */
function MoveList({ moves, first }: { readonly moves: readonly Move[]; readonly first: number }): JSX.Element {
  const next = branch.value.keys[at.value];
  return (
    <ul class="enabled">
      {moves.map((move, i) => (
        <li key={move.key}>
          <button
            type="button"
            onClick={() => take(() => move.key)}
            title={move.diff.map((change) => changeText(change, '→')).join('\n')}
          >
            <span class="number">{first + i <= 9 ? first + i : ''}</span> <Who move={move} /> {move.text}
            {move.key === next && (
              <span class="accent" title="the run goes on with this">
                {' '}
                ●
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Who({ move: { process } }: { readonly move: Move }): JSX.Element | null {
  if (process === undefined) return null;
  const index = trace.value?.processes.findIndex(({ id }) => id === process) ?? 0;
  return <b class={`own st-p${Math.max(0, index) % 6}`}>{process}</b>;
}
