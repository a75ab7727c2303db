import type { BegunSystem } from '../report/events.ts';
import type { SystemResult } from '../report/result.ts';
import type { CheckedSystem } from '../report/system-result.ts';
import type { Configuration } from '../spec/configuration.ts';
import { isFaultless } from '../spec/environment/faults.ts';
import { shownPath } from './files.ts';
import type { LoadedSpec } from './load.ts';

/** What a check found out, with the file of the spec and places in it as they are shown, and the memory of this process. */
export function systemRecord(
  { verdict: _, ...checked }: CheckedSystem,
  { file, hash }: Pick<LoadedSpec, 'file' | 'hash'>,
): SystemResult {
  return {
    ...checked,
    file: shownPath(file),
    specHash: hash,
    stats: { ...checked.stats, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 },
    properties: checked.properties.map(({ source, ...property }) => ({
      ...property,
      ...(source && { source: { ...source, file: shownPath(source.file) } }),
    })),
  };
}

/** What is known of a configuration before it is checked. */
export function begunSystem<S>(
  { name, parameters, faults = {} }: Configuration<S>,
  { file }: Pick<LoadedSpec, 'file'>,
): BegunSystem {
  return { name, file: shownPath(file), parameters, ...(!isFaultless(faults) && { faults }) };
}
