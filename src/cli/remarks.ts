import { isUnjudgedOnDisk } from '../report/property-lines.ts';
import type { Diagnostic, SystemResult } from '../report/result.ts';

/** What went on beside a search, and should be known. */
export interface Circumstances {
  /** What ran out, in words; or nothing, if there is no more to say of it. */
  readonly exhausted: string | undefined;
  /** Why the last checkpoint could not be written. */
  readonly unkept: string | undefined;
  /** Whether the file of the spec is another one by now. */
  readonly changed: boolean;
  /** The folder for what there is no room for in memory. */
  readonly scratch: string | undefined;
}

/** What there is to say of a check beside its verdict. */
export function remarksOn(
  { properties, stats, history, learned }: SystemResult,
  spec: string,
  { exhausted, unkept, changed, scratch }: Circumstances,
): Diagnostic[] {
  const remarks: Diagnostic[] = [];
  if (properties.length === 0)
    remarks.push({
      code: 'W302',
      severity: 'warning',
      spec,
      text: 'the spec has no properties: nothing is checked, its states are only counted',
      help: 'Give it `properties`, deadlockFree() for a start.',
    });
  if (exhausted !== undefined && exhausted !== '')
    remarks.push({ code: 'W401', severity: 'hint', spec, text: `the search was stopped because ${exhausted}` });
  if (unkept !== undefined)
    remarks.push({
      code: 'W404',
      severity: 'warning',
      spec,
      text: `the search could not be kept: ${unkept}`,
      help: 'The last checkpoint that could be written is still there.',
    });
  if (learned?.thread === 'lost')
    remarks.push({
      code: 'W410',
      severity: 'warning',
      spec,
      text: 'the second thread came to an end by itself: the search went on without it, and what is said is right',
    });
  if (stats.spilled !== undefined && properties.some((property) => isUnjudgedOnDisk(property)))
    remarks.push({
      code: 'W406',
      severity: 'warning',
      spec,
      text: 'properties of whole runs and costs are not judged when a search has gone on on disk',
      help: 'Give it more memory for these, or smaller parameters with --set.',
    });
  if (stats.stoppedBy === 'max-disk' || history?.stoppedBy === 'max-disk')
    remarks.push({
      code: 'W407',
      severity: 'warning',
      spec,
      text: `the search was stopped because "${scratch}" could not be written any more`,
      help: 'Name a folder on a disk with more room: --spill.',
    });
  if (changed)
    remarks.push({
      code: 'W405',
      severity: 'warning',
      spec,
      text: 'the file has changed since it was read: what is said is of the file as it was',
      help: 'Check again.',
    });
  return remarks;
}
