import type { JSX } from 'preact';
import type { Trace } from '../../counterexample/trace.ts';
import { laneOrder } from './signals.ts';

/** Which processes have a lane, and in which order. */
export function LaneMenu({ run: { processes } }: { readonly run: Trace }): JSX.Element | null {
  if (processes.length < 2) return null;
  const all = processes.map(({ id }) => id);
  const shown = laneOrder.value ?? all;
  const change = (order: readonly string[]): void => {
    laneOrder.value = order.length === all.length && order.every((id, i) => id === all[i]) ? undefined : order;
  };
  const rows = [...shown, ...all.filter((id) => !shown.includes(id))];
  return (
    <details class="menu" id="lanes">
      <summary>lanes {shown.length < all.length && `${shown.length} of ${all.length}`}</summary>
      <ul>
        {rows.map((id) => {
          const place = shown.indexOf(id);
          return (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={place >= 0}
                  disabled={place >= 0 && shown.length === 1}
                  data-lane-of={all.indexOf(id)}
                  onChange={() => change(place >= 0 ? shown.filter((one) => one !== id) : [...shown, id])}
                />
                <b class={`mono own st-p${all.indexOf(id) % 6}`}>{id}</b>
              </label>
              <button
                type="button"
                disabled={place <= 0}
                aria-label={`move ${id} left`}
                onClick={() => change(swapped(shown, place - 1))}
              >
                ◂
              </button>
              <button
                type="button"
                disabled={place < 0 || place === shown.length - 1}
                aria-label={`move ${id} right`}
                onClick={() => change(swapped(shown, place))}
              >
                ▸
              </button>
              <button
                type="button"
                disabled={place <= 0}
                aria-label={`${id} first`}
                onClick={() => change([id, ...shown.filter((one) => one !== id)])}
              >
                first
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" disabled={laneOrder.value === undefined} onClick={() => change(all)}>
        Show all
      </button>
    </details>
  );
}

/** The same with an element and the next one exchanged. */
function swapped(list: readonly string[], place: number): readonly string[] {
  return list.with(place, list[place + 1] as string).with(place + 1, list[place] as string);
}

/** Opens the menu at a process. */
export function openLaneMenu(process: number): void {
  const menu = document.getElementById('lanes') as HTMLDetailsElement | null;
  if (menu === null) return;
  menu.open = true;
  menu.querySelector<HTMLElement>(`[data-lane-of="${process}"]`)?.focus();
}
