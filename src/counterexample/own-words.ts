import type { NamedProperty } from '../spec/configuration.ts';
import { locateUserCode } from '../spec/source-location.ts';
import { SpecError } from '../spec/spec-error.ts';
import { lastState, type Run, stateAfter } from './run.ts';

/**
 * What the property itself says of the violation that a run ends in, if it says anything.
 * @throws SpecError S103 when its `explain` throws.
 */
export function ownWords<S>(property: NamedProperty<S>, run: Run<S>): string | undefined {
  const end = lastState(run) as never;
  const last = run.steps.at(-1);
  try {
    if (property.kind === 'invariant' || property.kind === 'terminal') return property.explain?.(end);
    if (property.kind !== 'step' || last === undefined) return undefined;
    return property.explain?.(stateAfter(run, run.steps.length - 1) as never, last.action, end);
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
