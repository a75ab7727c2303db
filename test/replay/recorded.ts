import { recordedRun } from '../../src/cli/replay.ts';
import { type CheckSpecOptions, check, type RecordedRun, type Spec } from '../../src/index.ts';
import { savedTest } from '../../src/report/saved-test.ts';
import { type TraceRecord, traceRecord } from '../../src/report/trace-record.ts';

/** The record of the run that settles a property of a spec, as a check of its file writes it. */
export async function recordOf<S, Q>(
  spec: Spec<S, Q>,
  property: string,
  options: CheckSpecOptions & { readonly formula?: string } = {},
): Promise<TraceRecord> {
  const { formula, ...rest } = options;
  const asked = formula === undefined ? { properties: [property] } : { ltl: [formula], properties: [] };
  const checked = await check(spec, { ...rest, ...asked });
  const [found] = checked.properties;
  const { fairness } = options;
  const record =
    found &&
    traceRecord({ ...checked, file: 'spec.ts', specHash: 'a'.repeat(64) }, found, {
      ...(fairness !== undefined && { fairness }),
      ...(formula !== undefined && { formula }),
    });
  if (record === undefined) throw new Error(`${property} of ${checked.name} has no run: it is ${found?.status}`);
  return record;
}

/** What a test that was saved of a record replays, and what it expects: its text, run with functions that only note. */
export function replayedBy(record: TraceRecord): { readonly run: RecordedRun; readonly expected: string } {
  const text = savedTest(record, { spec: './spec.ts', isOneOfSeveral: true });
  let run: unknown;
  let expected = '';
  const noting = (prefix: string): unknown =>
    new Proxy({}, { get: (_, name) => (name === 'not' ? noting('not ') : (what: string) => note(prefix, name, what)) });
  const note = (prefix: string, name: string | symbol, what: string): void => {
    expected = `${prefix}${String(name)} ${what}`;
  };
  const body = text
    .replace(/^import .*$/gm, '')
    .replace('async () =>', '() =>')
    .replace('await ', '');
  new Function('runOf', 'expect', 'test', body)(
    (_spec: string, of: unknown) => {
      run = of;
    },
    () => noting(''),
    (_title: string, go: () => void) => go(),
  );
  return { run: { params: {}, ...(run as Omit<RecordedRun, 'property'>), property: record.property.name }, expected };
}

export { recordedRun };
