import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import uniform from '../../../specs/multicast/uniform-reliable.ts';
import type { Trace } from '../../../src/counterexample/trace.ts';
import { check } from '../../../src/index.ts';
import { writeTrace } from '../../../src/report/export/formats.ts';
import { checked } from '../support/checked.ts';
import { maekawa } from '../support/maekawa.ts';
import { crashing, faulty, overtaking, starving, traceBy } from '../support/runs.ts';

/** An object with one reserved name. */
const tagged = (name: string, value: object): object => ({
  type: 'object',
  required: [name],
  additionalProperties: false,
  properties: { [name]: value },
});

const expressions = { type: 'array', items: { $ref: '#/$defs/expression' } };

/**
 * The Informal Trace Format, written down from the text of ADR 015 of Apalache as last revised, with the booleans and the
 * unserializable values that its later readers know.
 */
const schema = {
  type: 'object',
  required: ['vars', 'states'],
  additionalProperties: false,
  properties: {
    '#meta': { type: 'object' },
    params: { type: 'array', items: { type: 'string' } },
    vars: { type: 'array', items: { type: 'string', pattern: '^[^#]' }, uniqueItems: true },
    states: { type: 'array', minItems: 1, items: { $ref: '#/$defs/state' } },
    loop: { type: 'integer', minimum: 0 },
  },
  $defs: {
    state: {
      type: 'object',
      properties: { '#meta': { type: 'object' } },
      patternProperties: { '^[^#]': { $ref: '#/$defs/expression' } },
      additionalProperties: false,
    },
    expression: {
      oneOf: [
        { type: 'string' },
        { type: 'boolean' },
        { type: 'integer', minimum: -(2 ** 53) + 1, maximum: 2 ** 53 - 1 },
        expressions,
        tagged('#bigint', { type: 'string', pattern: '^-?[0-9]+$' }),
        tagged('#tup', expressions),
        tagged('#set', expressions),
        tagged('#map', { type: 'array', items: { ...expressions, minItems: 2, maxItems: 2 } }),
        tagged('#unserializable', { type: 'string' }),
        {
          type: 'object',
          patternProperties: { '^[^#]': { $ref: '#/$defs/expression' } },
          additionalProperties: false,
        },
      ],
    },
  },
};

const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** What is wrong with a document, and what no schema can say: every state has every variable, and a loop begins in a state. */
function faultsOf(trace: Trace): readonly unknown[] {
  const document = JSON.parse(writeTrace('itf', { name: 'run', trace, isViolation: true }));
  validate(document);
  const { vars, states, loop = 0 } = document as { vars: string[]; states: object[]; loop?: number };
  const incomplete = states.filter((state) => vars.some((name) => !Object.hasOwn(state, name)));
  const others = states.filter((state) => Object.keys(state).length !== vars.length + 1);
  return [...(validate.errors ?? []), ...incomplete, ...others, ...(loop < states.length ? [] : ['no such state'])];
}

const awkward: Trace = {
  ...traceBy(['p0'], [{ process: 'p0', action: 'end' }]),
  initial: {
    none: null,
    half: 0.5,
    huge: 2 ** 60,
    at: { '#map': [['a', { '#set': [[1, 'x']] }]] },
    list: [true, { deep: [] }],
  },
};

test.each([
  ['overtaking', overtaking],
  ['crashing', crashing],
  ['every fault', faulty],
  ['a lasso', starving],
  ['a run that stays', { ...overtaking, lasso: { start: 8, period: 0 } }],
  ['sets and queues', checked(maekawa).properties.find(({ status }) => status === 'violated')?.trace as Trace],
  ['what JSON has no number for', { ...awkward, length: 0, steps: [] }],
])('%s is a document of the format', (_, trace) => {
  expect(faultsOf(trace)).toEqual([]);
});

test('so is a run with a real environment', async () => {
  const faults = { crash: 1, loss: 1 };
  const { properties } = await check(uniform, { faults });
  const traces = properties.flatMap(({ trace }) => trace ?? []);
  expect(traces.length).toBeGreaterThan(0);
  for (const trace of traces) expect(faultsOf(trace)).toEqual([]);
});

test('the schema is no rubber stamp', () => {
  const base = { vars: ['x'], states: [{ x: 1 }] };
  expect(validate(base)).toBe(true);
  for (const x of [null, 0.5, { '#set': 1 }, { '#map': [[1]] }, { '#bigint': 1 }, { '#odd': 1 }, [null]])
    expect(validate({ ...base, states: [{ x }] })).toBe(false);
  expect(validate({ states: [] })).toBe(false);
  expect(validate({ ...base, loop: -1 })).toBe(false);
});
