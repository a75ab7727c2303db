import type { NamedProperty } from '../spec/configuration.ts';
import { locateUserCode } from '../spec/source-location.ts';
import { SpecError } from '../spec/spec-error.ts';
import type { TemporalProperty } from '../spec/temporal/temporal-property.ts';
import { lastState, type Round, type Run, stateAfter } from './run.ts';

/**
 * What the property itself says of the violation that a run ends in, if it says anything.
 * @throws SpecError S103 when its `explain` throws.
 */
export function ownWords<S>(property: NamedProperty<S>, run: Run<S>): string | undefined {
  const end = lastState(run) as never;
  const last = run.steps.at(-1);
  return said(property, () => {
    if (property.kind === 'invariant' || property.kind === 'terminal') return property.explain?.(end);
    if (property.kind !== 'step' || last === undefined) return undefined;
    return property.explain?.(stateAfter(run, run.steps.length - 1) as never, last.action, end);
  });
}

/**
 * What a temporal property says of the first state of a loop of which it says something.
 * @throws SpecError S103 when its `explain` throws.
 */
export function ownWordsOfLoop<S>(
  property: NamedProperty<S> & TemporalProperty<S>,
  { states, loop }: Round<S>,
): string | undefined {
  const { explain } = property;
  if (explain === undefined) return undefined;
  return said(property, () =>
    states
      .slice(loop)
      .map((state) => explain(state as never))
      .find((text) => text !== ''),
  );
}

function said<S>(property: NamedProperty<S>, words: () => string | undefined): string | undefined {
  try {
    return words();
  } catch (error) {
    const location = locateUserCode(error) ?? property.location;
    throw new SpecError('S103', {
      where: `explain of property ${property.name}`,
      text: error instanceof Error ? error.message : String(error),
      ...(location && { location }),
      cause: error,
    });
  }
}
