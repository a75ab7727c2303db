import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { findTrace, specOfTrace } from '../../src/cli/trace-source.ts';
import { folderWith, type Ran, unturned } from './command.ts';

const lock = readFileSync(fileURLToPath(new URL('../vitest/lock.ts', import.meta.url)), 'utf8');
const broken = lock.replace('if (self.holder === null)', 'if (self.holder !== from)');
const trace = '.unturned/traces/lock-mutualExclusion.json';

/** What a check of the broken lock writes. */
let written = '';

beforeAll(() => {
  const cwd = mkdtempSync(join(tmpdir(), 'unturned-replay-'));
  writeFileSync(join(cwd, 'lock.ts'), broken);
  expect(unturned(['check', 'lock.ts', '--quiet'], { cwd }).status).toBe(1);
  written = readFileSync(join(cwd, trace), 'utf8');
  rmSync(cwd, { recursive: true });
});

/** A folder in which the broken lock was checked. */
function checked(): string {
  const cwd = folderWith({ 'lock.ts': broken });
  write(cwd, trace, written);
  return cwd;
}

function write(cwd: string, path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const readTrace = (cwd: string) => JSON.parse(readFileSync(join(cwd, trace), 'utf8'));

function schema(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../src/report/${name}.schema.json`, import.meta.url), 'utf8'));
}

/** What a command says on stderr, on one line. */
const complaint = ({ stderr }: Ran): string => stderr.replace(/\s+/g, ' ');

test('a check writes its counterexample to a file as the schema has it, and says how to replay it', () => {
  const cwd = folderWith({ 'lock.ts': broken });
  const { stdout } = unturned(['check', 'lock.ts', '--set', 'processes=4'], { cwd });
  const path = '.unturned/traces/lock-mutualExclusion-processes=4.json';
  expect(stdout).toContain(`\n replay   unturned replay ${path}\n`);
  expect(unturned(['check', 'lock.ts', '-q'], { cwd }).stdout).toContain(
    `\n replay         unturned replay ${trace}\n`,
  );
  rmSync(join(cwd, trace));
  const record = JSON.parse(readFileSync(join(cwd, path), 'utf8'));
  const ajv = new Ajv2020({ allowUnionTypes: true }).addSchema(schema('result'));
  expect(ajv.validate(schema('trace'), record), ajv.errorsText()).toBe(true);
  expect(record).toMatchObject({
    spec: { name: 'lock', file: 'lock.ts' },
    parameters: { processes: 4 },
    property: { name: 'mutualExclusion', kind: 'always', status: 'violated' },
    length: 6,
  });
  expect(readdirSync(join(cwd, '.unturned/traces'))).toEqual(['lock-mutualExclusion-processes=4.json']);
});

test('--no-traces writes none, and --traces another folder', () => {
  const cwd = folderWith({ 'lock.ts': broken });
  const { stdout } = unturned(['check', 'lock.ts', '--no-traces'], { cwd });
  expect(existsSync(join(cwd, '.unturned'))).toBe(false);
  expect(stdout).not.toContain('unturned replay');
  expect(unturned(['check', 'lock.ts', '--traces', 'kept'], { cwd }).stdout).toContain('unturned replay kept/lock-');
  expect(unturned(['replay', 'kept/lock-mutualExclusion.json'], { cwd }).status).toBe(1);
});

test('a folder that cannot be written to costs a warning, not the verdict', () => {
  const cwd = folderWith({ 'lock.ts': broken, '.unturned': 'a file' });
  const { status, stdout, stderr } = unturned(['check', 'lock.ts'], { cwd });
  expect({ status, verdict: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 1,
    verdict: ' FAIL   1 violated · 1 reached · 1 not settled for this configuration',
  });
  expect(stderr).toContain('! W402 lock.ts: a run could not be written');
});

test('what is not a name of a file becomes one that stays apart', () => {
  const property = (name: string) => `'${name}': invariant(({ n }) => n < 1),`;
  const cwd = folderWith({
    'counter.ts': `import { spec } from 'unturned';
export default spec({ name: '../a b', initial: () => ({ n: 0 }), actions: () => ({ up: { guard: ({ state }) => state.n < 2, effect: ({ state }) => { state.n += 1; } } }),
  properties: ({ invariant }) => ({ ${property('x/y')} ${property('x y')} }) });`,
  });
  unturned(['check', 'counter.ts', '--keep-going', '-q'], { cwd });
  const names = readdirSync(join(cwd, '.unturned/traces'));
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^a-b-x-y-[0-9a-f]{8}\.json$/);
});

test('a replay draws the run that is still possible, and exits as a check does', () => {
  const cwd = checked();
  const { status, stdout, stderr } = unturned(['replay', trace], { cwd });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain(
    ' replay of 6 steps · .unturned/traces/lock-mutualExclusion.json\n the spec is the same file\n',
  );
  expect(stdout).toContain('── V101 mutualExclusion is violated ──');
  expect(stdout).toContain('  6   ├────── m4 grant ───────┼──────────────────────▶◆');
  expect(stdout.endsWith(' FAIL   the run still violates mutualExclusion.\n')).toBe(true);
  expect(unturned(['replay', trace, '--expect', 'violation', '--detail', 'none'], { cwd })).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/ PASS {3}as expected, the run still violates mutualExclusion\.\n$/),
  });
});

test('where the spec was mended, a replay says at which step, what it needs, and what is enabled instead', () => {
  const cwd = checked();
  write(cwd, 'lock.ts', lock);
  const { status, stdout } = unturned(['replay', trace], { cwd });
  expect(status).toBe(0);
  expect(stdout).toContain(' the spec has changed since · states differ from step 4 on\n');
  expect(stdout).toContain(`── the spec changed: step 6 is no longer enabled ───────────────────────────────

   step     receive(2 <- 0)
   needs    a message has arrived
   enabled  leave(1)
`);
  expect(unturned(['replay', trace, '--expect', 'violation'], { cwd }).status).toBe(1);
});

test('where the property was mended, a replay says that the run can still happen', () => {
  const cwd = checked();
  write(cwd, 'lock.ts', broken.replace('length <= 1', 'length <= 2'));
  const { status, stdout } = unturned(['replay', trace], { cwd });
  expect(status).toBe(0);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'PASS the run can still happen, and no longer violates mutualExclusion: it holds in state 6. Other runs may: check the spec.',
  );
});

test('where an action has another name, or the configuration is none, the run says nothing', () => {
  const cwd = checked();
  write(cwd, 'lock.ts', broken.replace('    ask: {', '    want: {'));
  const renamed = unturned(['replay', trace], { cwd });
  expect(renamed).toMatchObject({ status: 2, stdout: '' });
  expect(complaint(renamed)).toContain('U123 the run says nothing about the spec any more');
  expect(complaint(renamed)).toContain(
    'step 1 is ask(1), and the spec has no such action Enabled there: want(1), want(2).',
  );
  write(cwd, 'lock.ts', broken.replace('mutualExclusion:', 'atMostOne:'));
  expect(complaint(unturned(['replay', trace], { cwd }))).toContain('U104 there is no such property');
  write(cwd, 'lock.ts', broken.replace('params: { processes: 3 }', 'params: { count: 3 }'));
  expect(complaint(unturned(['replay', trace], { cwd }))).toContain('U102');
});

test.each([
  ['diagram', /^ {5}p0 +p1 +p2\n/],
  ['steps', /^ {3}1 {2}p1 ask {17}p1.phase idle → waiting · sends m1→p0\n/],
  ['states', /^ {3}initial state\n/],
  ['mermaid', /^sequenceDiagram\n/],
  ['svg', /^<svg /],
])('--view %s prints that alone, and the verdict beside it', (view, expected) => {
  const cwd = checked();
  const { status, stdout, stderr } = unturned(['replay', trace, '--view', view], { cwd });
  expect(stdout).toMatch(expected);
  expect({ status, stderr }).toEqual({ status: 1, stderr: ' the run still violates mutualExclusion\n' });
});

test('--view json is the outcome and the run as it is now, which can be replayed in turn', () => {
  const cwd = checked();
  const { stdout } = unturned(['replay', trace, '--view', 'json'], { cwd });
  const { outcome, trace: made } = JSON.parse(stdout);
  expect(outcome).toEqual({ kind: 'settled' });
  expect(made).toEqual({ ...readTrace(cwd), shortest: false });
  write(cwd, 'again.json', JSON.stringify(made));
  expect(unturned(['replay', 'again.json', '--detail', 'none'], { cwd }).status).toBe(1);
  expect(unturned(['export', 'again.json', '--format', 'mermaid'], { cwd }).stdout).toMatch(/^sequenceDiagram/);
});

test('a record of a check can be replayed, and so can a witness', () => {
  const cwd = folderWith({ 'lock.ts': broken });
  unturned(['check', 'lock.ts', '--quiet', '--reporter', 'json=result.json'], { cwd });
  expect(unturned(['replay', 'result.json', '--detail', 'none'], { cwd }).status).toBe(1);
  const witness = unturned(['replay', 'result.json', '--property', 'bothWait', '--save-test', 'test'], { cwd });
  expect(witness.status).toBe(0);
  expect(witness.stdout).toContain(' PASS   the run still reaches bothWait.\n\n test   test/lock-bothWait.test.ts\n');
  expect(readFileSync(join(cwd, 'test/lock-bothWait.test.ts'), 'utf8')).toContain("toReach('bothWait')");
});

test('a test that was saved is not overwritten by another run of the same property', () => {
  const cwd = folderWith({ 'lock.ts': broken });
  const save = (...words: string[]) =>
    unturned(['check', 'lock.ts', '--quiet', '--save-test', 'test', ...words], { cwd });
  save();
  save();
  expect(readdirSync(join(cwd, 'test'))).toEqual(['lock-mutualExclusion.test.ts']);
  expect(save('--set', 'processes=4').stdout).toContain('test/lock-mutualExclusion-processes=4.test.ts\n');
  write(cwd, 'test/lock-mutualExclusion.test.ts', 'mine');
  expect(save().stdout).toContain(' test           test/lock-mutualExclusion-2.test.ts\n');
  expect(readFileSync(join(cwd, 'test/lock-mutualExclusion.test.ts'), 'utf8')).toBe('mine');
});

test('a goal that is never reached is no run that could be saved', () => {
  const cwd = folderWith({ 'lock.ts': lock.replace('length === 2', 'length === 9') });
  const { status, stderr } = unturned(['check', 'lock.ts', '--save-test', 'test'], { cwd });
  expect(status).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    "! W403 lock.ts: no test is saved for bothWait: that it is never reached is shown by no run. A test with `await expect('lock.ts').toReach('bothWait')` says that it should be.",
  );
});

const changes: readonly (readonly [string, string, (record: Record<string, unknown>) => unknown])[] = [
  ['U108', 'does not exist', () => undefined],
  ['U108', 'is not a record of a check, nor a trace', () => 'not json'],
  ['U108', 'is not a record of a check, nor a trace', () => []],
  ['U108', 'is not a record of a check: it must have required property', () => ({ systems: [{}] })],
  ['U120', 'must have required property', ({ property: _, ...record }) => record],
  ['U120', 'it has "extra", which is unknown', (record) => ({ ...record, extra: 1 })],
  ['U120', 'version 2 of the format', (record) => ({ ...record, schemaVersion: 2 })],
  ['U120', '$schema must be "urn:unturned:trace:1"', (record) => ({ ...record, $schema: 'urn:other' })],
  ['U120', 'its length is 7, and it has 6 steps', (record) => ({ ...record, length: 7 })],
  ['U120', 'its loop does not end where it does', (record) => ({ ...record, lasso: { start: 0, period: 1e9 } })],
  ['U120', 'a step that it does not have', (record) => ({ ...record, processes: [{ id: 'p0', crashedAt: 1e15 }] })],
  ['U120', 'a process that it does not have', (record) => ({ ...record, processes: [] })],
  ['U121', 'it has the key "__proto__"', (record) => JSON.stringify(record).replace('"processes":3', '"__proto__":3')],
  ['U121', 'it has the key "constructor"', (record) => ({ ...record, parameters: { constructor: 3 } })],
  ['U121', 'a number without a bound', (record) => JSON.stringify(record).replace('"length":6', '"length":1e999')],
  [
    'U121',
    'nested more than 100 deep',
    (record) =>
      JSON.stringify({ ...record, initial: 0 }).replace(
        '"initial":0',
        `"initial":${'['.repeat(5e4)}${']'.repeat(5e4)}`,
      ),
  ],
  [
    'U122',
    'the trace names the spec "../lock.ts"',
    (record) => ({ ...record, spec: { ...(record.spec as object), file: '../lock.ts' } }),
  ],
  [
    'U122',
    'the trace names the spec "/tmp/x.ts"',
    (record) => ({ ...record, spec: { ...(record.spec as object), file: '/tmp/x.ts' } }),
  ],
];

test.each(changes)('what is not a trace is refused: %s, %s', async (code, text, change) => {
  const changed = change(JSON.parse(written));
  const folder = folderWith(
    changed === undefined ? {} : { 'trace.json': typeof changed === 'string' ? changed : JSON.stringify(changed) },
  );
  const found = findTrace(join(folder, 'trace.json'), { set: {}, faults: {} });
  await expect(found.then(({ trace: record }) => specOfTrace(record))).rejects.toMatchObject({
    code,
    details: { text: expect.stringContaining(text) },
  });
});

test('the command tells of it on stderr', () => {
  const cwd = folderWith({ 'trace.json': written.replace('"processes": 3', '"__proto__": 3') });
  const ran = unturned(['replay', 'trace.json'], { cwd });
  expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
  expect(complaint(ran)).toMatch(/^── U121 the trace is not safe to read .* it has the key "__proto__"/);
});

test('a link that leads out of the working directory is followed only if the spec is named', () => {
  const cwd = checked();
  const elsewhere = folderWith({ 'lock.ts': broken });
  write(cwd, 'lock.ts', '');
  const inside = folderWith({});
  symlinkSync(join(elsewhere, 'lock.ts'), join(inside, 'lock.ts'));
  write(inside, 'trace.json', readFileSync(join(cwd, trace), 'utf8'));
  expect(complaint(unturned(['replay', 'trace.json'], { cwd: inside }))).toContain('U122');
  expect(unturned(['replay', 'trace.json', '--spec', 'lock.ts', '--detail', 'none'], { cwd: inside }).status).toBe(1);
});
