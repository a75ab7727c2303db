import { canonical } from '../spec/canonical.ts';
import { outcomes } from '../spec/choice.ts';
import type { Configuration } from '../spec/configuration.ts';
import { requireSound } from '../state/saving/sink.ts';
import { notDeterministic } from './determinism.ts';

/** The initial states, as many times as there are ways to choose them. @throws SpecError S104 if it differs each time */
export function initialStates<S>({ initial }: Pick<Configuration<S>, 'initial'>): readonly S[] {
  const texts = (states: readonly S[]): string => states.map(canonical).join();
  const find = (): S[] => Array.from(outcomes(initial), ({ result }) => result);
  const found = find();
  if (texts(find()) !== texts(found)) throw notDeterministic('initial', 'other initial states');
  return found;
}

/** @throws Damaged unless so many states, each once, are the initial ones */
export function requireInitial<S>(stateOf: (number: number) => S, count: number, expected: readonly S[]): void {
  const texts = new Set(expected.map(canonical));
  const isSame =
    count === texts.size && Array.from({ length: count }, (_, i) => stateOf(i)).every((s) => texts.has(canonical(s)));
  requireSound(isSame, 'there are other initial states');
}
