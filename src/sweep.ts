import type { CheckOptions } from './check.ts';
import type { LeastBreaking } from './report/result.ts';
import type { CheckedSystem } from './report/system-result.ts';
import { checkConfiguration, type RunOptions } from './run.ts';
import { type Configuration, configure } from './spec/configuration.ts';
import type { ParameterValue } from './spec/parameter.ts';
import type { Spec } from './spec/spec.ts';

/** Values to combine in every way: by parameter, and by fault. */
export interface Grid {
  readonly params: Readonly<Record<string, readonly ParameterValue[]>>;
  readonly faults: Readonly<Record<string, readonly (number | string)[]>>;
}

/**
 * All configurations of a grid, the last value changing first.
 * @throws SpecError as `configure` does, for the first that cannot be.
 */
export function gridOf<S, Q>(spec: Spec<S, Q>, { params, faults }: Grid): readonly Configuration<S>[] {
  return combinations(params).flatMap((values) =>
    combinations(faults).map((budgets) => configure(spec, values, { faults: budgets })),
  );
}

function combinations<T>(ranges: Readonly<Record<string, readonly T[]>>): readonly Readonly<Record<string, T>>[] {
  return Object.entries(ranges).reduce<readonly Readonly<Record<string, T>>[]>(
    (known, [name, values]) => known.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** Checks every configuration of a grid to the end, whatever is violated on the way. */
export async function sweep<S, Q>(
  spec: Spec<S, Q>,
  grid: Grid,
  options: CheckOptions & RunOptions = {},
): Promise<readonly CheckedSystem[]> {
  const systems: CheckedSystem[] = [];
  for (const configuration of gridOf(spec, grid)) {
    if (options.signal?.aborted) break;
    systems.push(await checkConfiguration(configuration, { ...options, keepGoing: true }));
  }
  return systems;
}

type Swept = Pick<CheckedSystem, 'properties' | 'search' | 'stats'>;

/** By property that is violated somewhere: the configuration that breaks it with the fewest faults, and of these the smallest. */
export function leastBreaking(systems: readonly Swept[]): readonly LeastBreaking[] {
  const names = new Set(systems.flatMap((system) => violatedOf(system).map(({ name }) => name)));
  return [...names].map((property) => {
    const breaking = [...systems.entries()].filter(([, one]) => violatedOf(one).some(({ name }) => name === property));
    const [[system, { properties }]] = breaking.sort(([, a], [, b]) => bySize(a, b)) as [[number, Swept]];
    const { trace, message } = properties.find(({ name }) => name === property) ?? {};
    return {
      property,
      system,
      ...(trace && { steps: trace.length }),
      ...(message !== undefined && { message }),
    };
  });
}

function violatedOf({ properties }: Swept): Swept['properties'] {
  return properties.filter(({ status, kind }) => status === 'violated' && kind !== 'reachable');
}

function bySize(a: Swept, b: Swept): number {
  const faults = ({ search }: Swept): number => Object.values(search.faults ?? {}).reduce((sum, one) => sum + one, 0);
  return faults(a) - faults(b) || a.stats.states - b.stats.states;
}
