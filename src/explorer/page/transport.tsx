import type { JSX } from 'preact';
import { keys } from './keyboard.ts';
import { at, branch, showsKeys } from './signals.ts';
import { goTo } from './store.ts';

/** Goes through the steps of the run. */
export function Transport(): JSX.Element {
  const last = branch.value.keys.length;
  return (
    <footer class="transport">
      <button type="button" aria-label="first state" disabled={at.value === 0} onClick={() => goTo(0)}>
        |◀
      </button>
      <button type="button" aria-label="step back" disabled={at.value === 0} onClick={() => goTo(at.value - 1)}>
        ◀
      </button>
      <span class="position">
        step {at.value} / {last}
      </span>
      <button type="button" aria-label="step forward" disabled={at.value === last} onClick={() => goTo(at.value + 1)}>
        ▶
      </button>
      <button type="button" aria-label="last state" disabled={at.value === last} onClick={() => goTo(last)}>
        ▶|
      </button>
      <input
        type="range"
        aria-label="step"
        min={0}
        max={last}
        value={at.value}
        onInput={({ currentTarget }) => goTo(Number(currentTarget.value))}
      />
      <span class="dim keys">
        {keys.slice(0, 3).map(([key, does]) => (
          <span key={key}>
            <kbd>{key}</kbd> {does}
          </span>
        ))}
      </span>
      <button type="button" onClick={openKeys} aria-haspopup="dialog">
        Keys
      </button>
    </footer>
  );
}

function openKeys(): void {
  showsKeys.value = true;
}
