import type { Diagnostic, SystemResult } from '../report/result.ts';

/** What went on beside a search, and should be known. */
export interface Circumstances {
  /** What ran out, in words; or nothing, if there is no more to say of it. */
  readonly exhausted: string | undefined;
  /** Why the last checkpoint could not be written. */
  readonly unkept: string | undefined;
  /** Whether the file of the spec is another one by now. */
  readonly changed: boolean;
}

/** What there is to say of a check beside its verdict. */
export function remarksOn(
  { properties, learned }: SystemResult,
  spec: string,
  { exhausted, unkept, changed }: Circumstances,
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
