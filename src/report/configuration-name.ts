import { formatValue } from '../counterexample/wording.ts';
import { describeFaults } from '../spec/environment/faults.ts';
import type { SystemResult } from './result.ts';

/** A spec with the parameters and the faults it was checked with, on one line: `lock processes=2 with crash=1`. */
export function configurationName({ name, parameters, search }: SystemResult): string {
  const values = Object.entries(parameters).map(([key, value]) => `${key}=${formatValue(value)}`);
  const faults = search.faults === undefined ? [] : [`with ${describeFaults(search.faults)}`];
  return [name, ...values, ...faults].join(' ');
}
