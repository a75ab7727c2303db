import type { CheckedSystem } from '../report/system-result.ts';
import type { Spec } from '../spec/spec.ts';
import { type SimulateOptions, simulate } from './simulate.ts';
import { simulationResult } from './simulation-result.ts';

/**
 * Draws runs of a spec until one violates a property, and shrinks that, as `unturned simulate` does. What comes back has the
 * form of a check; its verdict is `violated` or `inconclusive`, and `simulation` has the seed and the path.
 * @throws SpecError (the promise is rejected) when the spec, a parameter or a fault is wrong, and U129 for a path that leads nowhere.
 */
export async function simulation<S>(spec: Spec<S, unknown>, options: SimulateOptions = {}): Promise<CheckedSystem> {
  const startedAt = performance.now();
  const simulated = await simulate(spec, options);
  return simulationResult(simulated, { properties: options.properties, elapsedMs: performance.now() - startedAt });
}
