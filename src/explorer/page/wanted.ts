import { wanted } from './signals.ts';

/** Whether a text has what is looked for; everything has, if nothing is. */
export function isWanted(...texts: readonly string[]): boolean {
  const sought = wanted.value.trim().toLowerCase();
  return sought === '' || texts.some((text) => text.toLowerCase().includes(sought));
}
