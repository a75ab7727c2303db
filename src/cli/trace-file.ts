import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { type TraceRecord, traceText } from '../report/trace-record.ts';
import { SpecError } from '../spec/spec-error.ts';
import { writeAtomically } from './files.ts';

/** No trace that a person reads is larger; beyond it, a file is not even looked at. */
const mostBytes = 64 * 2 ** 20;
/** Arrays and records within one another; states of specs have a dozen at most. */
const deepest = 100;
const mostSteps = 100_000;

/** Keys with which a record could change what other records have. */
const forbidden = ['__proto__', 'constructor', 'prototype'];

/**
 * Writes a trace into a folder, which is made if need be, under a name made from those of the spec and the property.
 * @returns the path.
 * @throws SpecError U121 if it could not be read again; whatever the file system does.
 */
export function writeTraceFile(folder: string, record: TraceRecord, variation: readonly string[]): string {
  requireSafe(record, 'this trace');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${fileName(record, variation)}.json`);
  writeAtomically(path, traceText(record));
  return path;
}

/**
 * `lock-mutualExclusion`, and in another configuration than the spec's own `lock-mutualExclusion-processes=4`; what does not
 * belong into the name of a file is replaced, and a hash keeps such names apart.
 */
export function fileName(
  { spec, property }: Pick<TraceRecord, 'spec' | 'property'>,
  variation: readonly string[],
): string {
  const name = [spec.name, property.name, ...variation].join('-');
  const plain = name
    .replace(/[^\p{L}\p{N}_=-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return plain === name ? plain : `${plain}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/**
 * The record in a file's text.
 * @throws SpecError U120 if it is none, U121 if it holds what could do harm.
 */
export async function parseTraceRecord(record: object, path: string): Promise<TraceRecord> {
  requireSafe(record, `"${path}"`);
  const { schemaVersion } = record as { readonly schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > 1)
    throw new SpecError('U120', {
      text: `"${path}" has version ${schemaVersion} of the format, and this version of unturned knows version 1`,
      help: 'A newer version of unturned reads it.',
    });
  const problem = (await problemWith(record, 'trace')) ?? inconsistency(record as TraceRecord);
  if (problem === undefined) return record as TraceRecord;
  throw new SpecError('U120', {
    text: `"${path}" is not a trace: ${problem}`,
    help: '`unturned check` writes traces to .unturned/traces; their schema is unturned/trace.schema.json.',
  });
}

/** @throws SpecError U121 for a file that is too large to be a trace. */
export function requireModestSize(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > mostBytes) throw refused(`"${path}"`, `it has ${size} bytes, and no trace has more than ${mostBytes}`);
}

/**
 * Refuses nesting and numbers that no trace has, and keys that are dangerous. Looks without recursion.
 * @throws SpecError U121
 */
export function requireSafe(record: object, subject: string): void {
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: record, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value === 'number' && !Number.isFinite(value)) throw refused(subject, 'it has a number without a bound');
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) throw refused(subject, `it is nested more than ${deepest} deep`);
    for (const key of Object.keys(value)) {
      if (!Array.isArray(value) && forbidden.includes(key)) throw refused(subject, `it has the key "${key}"`);
      left.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
}

function refused(subject: string, why: string): SpecError {
  return new SpecError('U121', {
    text: `${subject} is refused: ${why}`,
    help: 'Was it written by unturned? A check writes a new one.',
  });
}

/** What a schema says against a record, in words. */
export async function problemWith(record: object, kind: 'result' | 'trace'): Promise<string | undefined> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ allowUnionTypes: true });
  ajv.addSchema([readSchema('result'), readSchema('trace')]);
  ajv.validate(`urn:unturned:${kind}:1`, record);
  return ajv.errors?.[0] === undefined ? undefined : describe(ajv.errors[0]);
}

function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../report/${name}.schema.json`, import.meta.url), 'utf8'));
}

function describe(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'it' : error.instancePath.slice(1).replaceAll('/', '.');
  const { additionalProperty, allowedValue, allowedValues } = error.params as Readonly<Record<string, unknown>>;
  if (additionalProperty !== undefined) return `${place} has "${additionalProperty}", which is unknown`;
  const values = allowedValues ?? (allowedValue === undefined ? undefined : [allowedValue]);
  if (Array.isArray(values)) return `${place} must be ${values.map((value) => JSON.stringify(value)).join(' or ')}`;
  return `${place} ${error.message ?? 'does not fit the schema'}`;
}

/** Where a record that fits the schema contradicts itself. */
function inconsistency({ length, steps, lasso, messages, processes, causalPath }: TraceRecord): string | undefined {
  if (length > mostSteps) return `it has ${length} steps, more than ${mostSteps}`;
  if (steps.length !== length) return `its length is ${length}, and it has ${steps.length} steps`;
  if (steps.some(({ index }, i) => index !== i + 1)) return 'its steps are not numbered from 1';
  if (lasso !== undefined && lasso.start + lasso.period !== length) return 'its loop does not end where it does';
  if (messages.some(({ id }, i) => id !== i + 1)) return 'its messages are not numbered from 1';
  const isMessage = (id: number): boolean => id >= 1 && id <= messages.length;
  const named = [
    ...steps.flatMap(({ sends, loses = [], receives }) => [
      ...sends,
      ...loses,
      ...(receives === undefined ? [] : [receives]),
    ]),
    ...messages.flatMap(({ overtakes = [] }) => overtakes),
    ...(causalPath?.messages ?? []),
  ];
  if (!named.every(isMessage)) return 'it speaks of a message that it does not have';
  const times = [
    ...messages.flatMap(({ sentAt, deliveredAt = 0, lostAt = 0 }) => [sentAt, deliveredAt, lostAt]),
    ...processes.map(({ crashedAt = 0 }) => crashedAt),
    ...(causalPath === undefined ? [] : [...causalPath.steps, causalPath.entry]),
  ];
  if (times.some((time) => time > length)) return 'it speaks of a step that it does not have';
  const ids = processes.map(({ id }) => id);
  const names = [
    ...steps.flatMap(({ process }) => process ?? []),
    ...messages.flatMap(({ from, to }) => [from, to]),
    ...(causalPath === undefined ? [] : [causalPath.from, causalPath.to]),
  ];
  return names.every((name) => ids.includes(name)) ? undefined : 'it speaks of a process that it does not have';
}
