import type { CheckOptions } from './check.ts';
import type { WhatIf } from './report/result.ts';
import type { CheckedSystem } from './report/system-result.ts';
import { checkConfiguration, type RunOptions } from './run.ts';
import { configure } from './spec/configuration.ts';
import type { Faults } from './spec/environment/faults.ts';
import type { ParameterValue } from './spec/parameter.ts';
import type { Assumptions, Spec } from './spec/spec.ts';

/** A configuration of a spec in which something was violated. */
export interface Violated {
  readonly spec: Spec<unknown, unknown>;
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly faults: Faults;
}

/** One assumption that can be strengthened, and how. */
interface Stronger {
  readonly change: WhatIf['change'];
  readonly faults: Faults;
  readonly assume: Assumptions;
}

/**
 * Checks the violated properties again with one assumption strengthened at a time: no crash, no loss, channels that keep
 * the order, multicasts that are atomic. What is not decided within `maxTime` milliseconds in all is not settled.
 */
export async function whatMatters(
  violated: Violated,
  system: CheckedSystem,
  options: CheckOptions & RunOptions & { readonly maxTime: number },
): Promise<CheckedSystem> {
  const names = system.properties
    .filter(({ status, kind }) => status === 'violated' && kind !== 'reachable' && kind !== 'cost')
    .map(({ name }) => name);
  if (names.length === 0 || options.maxTime <= 0) return system;
  const deadline = performance.now() + options.maxTime;
  const found = new Map<string, WhatIf[]>(names.map((name) => [name, []]));
  for (const { change, faults, assume } of strongerThan(violated)) {
    const left = Math.max(1, deadline - performance.now());
    if (options.signal?.aborted) break;
    const configuration = configure(violated.spec, violated.params, { faults, assume });
    const maxTime = Math.min(left, options.limits?.maxTime ?? Number.POSITIVE_INFINITY);
    const { properties, stats } = await checkConfiguration(configuration, {
      ...options,
      properties: names,
      keepGoing: true,
      limits: { ...options.limits, maxTime },
    });
    for (const { name, status } of properties)
      found.get(name)?.push({ change, status, states: stats.states, complete: stats.complete });
  }
  return {
    ...system,
    properties: system.properties.map((property) => {
      const whatIf = found.get(property.name) ?? [];
      return whatIf.length === 0 ? property : { ...property, whatIf };
    }),
  };
}

/** Every way to strengthen one assumption. */
function strongerThan({ spec, params, faults }: Violated): readonly Stronger[] {
  const withoutFault = (name: string): Stronger => ({
    change: { [name]: 0 },
    faults: { ...faults, [name]: 0 },
    assume: {},
  });
  const assumptions = spec.environment?.assumable(params, faults) ?? [];
  return [
    ...Object.keys(faults).map(withoutFault),
    ...assumptions.map((assume) => ({ change: { ...assume }, faults, assume })),
  ];
}
