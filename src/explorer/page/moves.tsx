import type { JSX } from 'preact';
import { changeText } from '../../report/step-lines.ts';
import { groupReasons } from '../../report/wait-for-text.ts';
import type { Move } from '../protocol.ts';
import { at, branch, trace, walk } from './signals.ts';
import { take, undo } from './store.ts';

/** What can happen next, and what cannot and why. */
export function Moves(): JSX.Element {
  const here = walk.value;
  const isStuck = here?.properties.some(({ kind, status }) => kind === 'deadlock' && status === 'violated');
  const next = branch.value.keys[at.value];
  const disabled = here === undefined ? [] : groupReasons(here.trace, here.disabled);
  return (
    <section class="moves" aria-label="Actions">
      <div class="bar">
        <h2>
          Enabled here <span class="dim">{here?.enabled.length ?? ''}</span>
        </h2>
        <button type="button" class="plain" disabled={branch.value.keys.length === 0} onClick={undo}>
          Undo
        </button>
      </div>
      <div class="scroll">
        <ul class="enabled">
          {here?.enabled.map((move, i) => (
            <li key={move.key}>
              <button
                type="button"
                onClick={() => take(() => move.key)}
                title={move.diff.map((change) => changeText(change, '→')).join('\n')}
              >
                <span class="number">{i < 9 ? i + 1 : ''}</span> <Who move={move} /> {move.text}
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
        {here?.enabled.length === 0 && <p class={isStuck ? 'bad' : 'dim'}>Nothing can happen here.</p>}
        {disabled.length > 0 && (
          <details open={here?.enabled.length === 0}>
            <summary>Disabled ({disabled.length})</summary>
            <ul class="disabled">
              {disabled.map(({ what, guard }) => (
                <li key={`${what} ${guard}`}>
                  <span class="mono">{what}</span>{' '}
                  <span class="dim">{guard === 'no message is in flight' ? guard : `needs: ${guard}`}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

function Who({ move: { process } }: { readonly move: Move }): JSX.Element | null {
  if (process === undefined) return null;
  const index = trace.value?.processes.findIndex(({ id }) => id === process) ?? 0;
  return <b class={`own st-p${Math.max(0, index) % 6}`}>{process}</b>;
}
