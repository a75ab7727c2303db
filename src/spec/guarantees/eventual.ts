import { always, eventually } from '../temporal/formula.ts';
import { type TemporalProperty, temporal } from '../temporal/temporal-property.ts';

/**
 * From some time on nothing is wrong with a group. That is what its members do eventually, if what they have done is kept
 * in their states, and they do only finitely many things.
 */
export function inTheLongRun<S, M>(
  description: string,
  look: (state: unknown) => M,
  flaw: (members: M) => string | undefined,
): TemporalProperty<S> {
  const isSound = (state: unknown): boolean => flaw(look(state)) === undefined;
  return temporal<S>(eventually(always({ kind: 'state', text: description, holds: isSound })), {
    description,
    explain: (state) => flaw(look(state)) ?? '',
  });
}
