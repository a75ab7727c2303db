import { configure } from '../spec/configuration.ts';
import { type FaultName, faultNames } from '../spec/environment/faults.ts';
import { type ParameterValue, resolveParameters } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { isSpecError } from '../spec/spec-error.ts';

/** A fault that may be asked for, and how often it may happen unless told. */
export interface PossibleFault {
  readonly name: FaultName;
  readonly budget: number;
}

/** The faults that a spec and its properties allow with some of its parameters given; the others have their defaults. */
export function possibleFaults(spec: Spec, set: Readonly<Record<string, ParameterValue>>): readonly PossibleFault[] {
  const { environment, definition } = spec;
  if (environment === undefined) return [];
  const own = environment.faults(resolveParameters(definition.params ?? {}, set), {});
  return faultNames.filter((name) => isPossible(spec, set, name)).map((name) => ({ name, budget: own[name] ?? 0 }));
}

function isPossible(spec: Spec, set: Readonly<Record<string, ParameterValue>>, name: FaultName): boolean {
  try {
    configure(spec, set, { faults: { [name]: 1 } });
    return true;
  } catch (error) {
    if (isSpecError(error) && error.code === 'U109') return false;
    throw error;
  }
}
