import { at, branch, showsKeys, view } from './signals.ts';
import { goTo, take, undo } from './store.ts';

/** What keys do while no field is being filled in. */
export const keys: readonly (readonly [key: string, does: string])[] = [
  ['← →', 'step back, step forward'],
  ['Home End', 'first state, last state'],
  ['1 – 9', 'take an enabled action'],
  ['u', 'take back the last step'],
  ['/', 'find in steps and fields'],
  ['?', 'all keys'],
];

/** Keys that only fields and pictures know, as they are told of by `?`. */
export const otherKeys: readonly (readonly [key: string, does: string])[] = [
  ['Enter', 'in the field of /: the next step that has it; with Shift, the one before'],
  ['Escape', 'leave the field of /, close this'],
  ['Tab', 'to the next control; the nodes of a graph are controls'],
];

/** Steps and acts by the keyboard. */
export function handleKey(event: KeyboardEvent): void {
  if (view.value !== 'trace' || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest('input, select, textarea, [role="tablist"], .scroll')) return;
  if (!act(event.key)) return;
  event.preventDefault();
}

function act(key: string): boolean {
  switch (key) {
    case 'ArrowLeft':
      goTo(at.value - 1);
      return true;
    case 'ArrowRight':
      goTo(at.value + 1);
      return true;
    case 'Home':
      goTo(0);
      return true;
    case 'End':
      goTo(branch.value.keys.length);
      return true;
    case 'u':
      undo();
      return true;
    case '/':
      document.getElementById('find')?.focus();
      return true;
    case '?':
      showsKeys.value = true;
      return true;
  }
  if (!/^[1-9]$/.test(key)) return false;
  take((enabled) => enabled[Number(key) - 1]?.key);
  return true;
}
