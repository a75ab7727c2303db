import type { Step } from '../counterexample/trace.ts';
import { truncate } from './columns.ts';
import { countOf } from './figures.ts';
import { happening } from './happening.ts';
import { changeText } from './step-lines.ts';
import type { TraceRecord } from './trace-record.ts';

/** Remarks end here, so that lines stay short enough to read side by side. */
const widestRemark = 90;

/** What a test says of its run, besides the steps. */
export interface SavedTestOptions {
  /** What the test names the spec by: a path from its own folder, beginning with a dot, or the name of a bundled spec. */
  readonly spec: string;
  /** The spec has other initial states than that of the run. */
  readonly isOneOfSeveral: boolean;
}

/**
 * A vitest file that makes a run again step by step. Of a counterexample it says that the run does not violate its property
 * any more, of a witness that it still reaches its goal. Ends with a line break.
 */
export function savedTest(record: TraceRecord, { spec, isOneOfSeveral }: SavedTestOptions): string {
  const { property, steps, length, parameters, faults, assumed, lasso } = record;
  const isViolation = property.status === 'violated';
  const run = [
    ...option('params', parameters),
    ...(faults === undefined ? [] : option('faults', faults)),
    ...(assumed === undefined ? [] : option('fairness', assumed)),
    ...(property.formula === undefined ? [] : option('formula', property.formula)),
    ...(isOneOfSeveral ? option('initial', record.initial) : []),
    ...(length === 0 ? ['steps: [],'] : ['steps: [', ...steps.map((step) => indent(describeStep(record, step))), '],']),
    ...(lasso === undefined ? [] : [`loop: ${lasso.start}, // ${describeLoop(lasso)}`]),
  ];
  const title = `${record.spec.name}: ${describeTest(record)}`;
  const body = [
    `const run = runOf(${quote(spec)}, {`,
    ...run.map(indent),
    '});',
    isViolation
      ? `await expect(run).not.toViolate(${quote(property.name)});`
      : `await expect(run).toReach(${quote(property.name)});`,
  ];
  return [
    `import { runOf } from 'unturned/vitest';`,
    `import { expect, test } from 'vitest';`,
    '',
    ...(isViolation ? aboutViolation(record) : aboutWitness(record)).map((line) => `// ${line}`),
    `test(${quote(title)}, async () => {`,
    ...body.map(indent),
    '});',
    '',
  ].join('\n');
}

function describeTest({ property, length, lasso }: TraceRecord): string {
  if (property.status === 'reached') return `${countOf(length, 'step')} reach ${property.name}`;
  if (length === 0) return `an initial state does not violate ${property.name}`;
  return `this run of ${countOf(length, 'step')}${lasso === undefined ? '' : ', the last of which repeat,'} does not violate ${property.name}`;
}

function aboutViolation({ spec, property, lasso }: TraceRecord): readonly string[] {
  const words = property.message === undefined ? '' : `: ${property.message.replace(/\s+/g, ' ')}`;
  return [
    truncate(`A run of ${spec.name} that violated ${property.name}${words}`, 110, '…'),
    'It passes once the run cannot happen any more, as a step of it is not enabled, or once it can and the property holds.',
    ...(lasso === undefined
      ? []
      : ['The same is so once its loop does not close, or is ruled out by what is assumed of runs.']),
    'It fails while the run violates the property, and where the spec no longer has an action that it names.',
  ];
}

function aboutWitness({ spec, property }: TraceRecord): readonly string[] {
  return [
    `A run of ${spec.name} that reaches ${property.name}. It fails once a step of it cannot be taken any more, or leads elsewhere.`,
  ];
}

function describeLoop({ start, period }: NonNullable<TraceRecord['lasso']>): string {
  if (period === 0) return 'after the last step the run stays where it is for ever';
  return `the steps after step ${start} repeat for ever`;
}

/** `'ask(0)', // 1  p0 ask  p0.phase idle → waiting`. */
function describeStep(record: TraceRecord, step: Step): string {
  const changes = step.diff.map((change) => changeText(change, '→')).join(' · ');
  const remark = [`${step.index}  ${happening(record, step)}`, ...(changes === '' ? [] : [changes])].join('  ');
  return `${quote(step.key)}, // ${truncate(remark.replace(/\s*[\r\n]\s*/g, ' '), widestRemark, '…')}`;
}

function option(name: string, value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? []
    : [`${name}: ${literal(value)},`];
}

/** A value of JSON as TypeScript has it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([key, part]) => `${isName(key) ? key : quote(key)}: ${literal(part)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function isName(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}

/** Text in single quotes, whatever is in it. */
function quote(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(/[\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`)}'`;
}

function indent(line: string): string {
  return `  ${line}`;
}
