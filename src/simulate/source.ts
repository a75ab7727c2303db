import { type Configuration, configure } from '../spec/configuration.ts';
import type { Faults } from '../spec/environment/faults.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';

/** A spec, and the configuration of it that was asked for. */
export interface SpecSource<S> {
  readonly spec: Spec<S, unknown>;
  readonly configuration: Configuration<S>;
}

/** Binds a spec for those who may want a smaller configuration of it later. */
export function sourceOf<S>(
  spec: Spec<S, unknown>,
  params: Readonly<Record<string, ParameterValue>> = {},
  faults: Faults | Readonly<Record<string, unknown>> = {},
): SpecSource<S> {
  return { spec, configuration: configure(spec, params, { faults: faults as Readonly<Record<string, unknown>> }) };
}
