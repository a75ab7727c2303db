import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandsOf, filesOf, withOutputs } from './support/readme.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'unturned-package-')));
const vitestVersion = JSON.parse(readFileSync(join(root, 'node_modules/vitest/package.json'), 'utf8')).version;
/** Where a user has installed the package. */
const home = join(scratch, 'home');
let packed: readonly string[];

/** Runs a command as in a terminal without colours. */
function run(command: string, folder: string = home): SpawnSyncReturns<string> {
  const { FORCE_COLOR: _, ...environment } = process.env;
  return spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, NO_COLOR: '1', npm_config_loglevel: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function succeed(command: string, folder: string = home): string {
  const { status, stdout, stderr } = run(command, folder);
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  mkdirSync(home);
  const [tarball] = JSON.parse(succeed(`npm pack --json --ignore-scripts --pack-destination ${scratch}`, root));
  packed = tarball.files.map(({ path }: { readonly path: string }) => path);
  succeed(`npm install --prefer-offline ${join(scratch, tarball.filename)} vitest@${vitestVersion}`);
  for (const { name, text } of filesOf(readme)) writeFileSync(join(home, name), text);
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the tarball holds the built package, the specs in both forms, and the documents', () => {
  const folders = new Set(packed.map((path) => path.split('/').slice(0, -1).join('/')));
  expect([...folders].filter((folder) => !folder.startsWith('dist/')).sort()).toEqual([
    '',
    'dist',
    'specs',
    'specs/agreement',
    'specs/election',
    'specs/election/ring',
    'specs/multicast',
    'specs/multicast/group',
    'specs/mutual-exclusion',
    'specs/mutual-exclusion/section',
    'src/guide',
    'src/guide/first',
  ]);
  expect(packed.filter((path) => !path.includes('/')).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'package.json',
  ]);
  const specs = packed.filter((path) => /^specs\/.*\.ts$/.test(path));
  expect(packed.filter((path) => /^dist\/specs\/.*\.js$/.test(path))).toEqual(
    specs.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`),
  );
  expect(packed).toContain('dist/report/result.schema.json');
  expect(packed).toContain('dist/report/trace.schema.json');
});

test('a bundled spec is checked by its name', () => {
  const { status, stdout, stderr } = run('npx unturned check maekawa');
  expect({ status, stderr, verdict: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    status: 1,
    stderr: '',
    verdict: ' FAIL   1 violated · 2 reached · 8 not settled for this configuration',
  });
});

test('a spec of a user is checked', () => {
  writeFileSync(
    join(home, 'counter.ts'),
    `import { integer, spec } from 'unturned';

    export default spec({
      name: 'counter',
      params: { limit: integer({ default: 2 }) },
      initial: () => ({ count: 0 }),
      actions: ({ params }) => ({
        increment: {
          guard: ({ state }) => state.count < params.limit,
          effect: ({ state }) => {
            state.count += 1;
          },
        },
      }),
      properties: ({ params, invariant, deadlockFree }) => ({
        bounded: invariant(({ count }) => count <= params.limit),
        ends: deadlockFree({ termination: ({ count }) => count === params.limit }),
      }),
    });
    `,
  );
  const { status, stdout, stderr } = run('npx unturned check counter.ts --set limit=5 --reporter json');
  const { systems } = JSON.parse(stdout);
  expect({ status, stderr, systems }).toMatchObject({
    status: 0,
    stderr: '',
    systems: [
      {
        name: 'counter',
        file: 'counter.ts',
        parameters: { limit: 5 },
        stats: { states: 6, transitions: 5, depth: 5, terminal: 1, complete: true },
        properties: [
          { name: 'bounded', status: 'holds', source: { file: 'counter.ts', line: 16 } },
          { name: 'ends', status: 'holds', source: { file: 'counter.ts', line: 17 } },
        ],
      },
    ],
  });
});

test('a program checks a spec', () => {
  writeFileSync(
    join(home, 'program.mjs'),
    `import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    import { check, invariant, spec } from 'unturned';

    const toggle = spec({
      name: 'toggle',
      initial: () => ({ on: false }),
      actions: () => ({ press: { effect: ({ state }) => ({ on: !state.on }) } }),
      properties: () => ({ off: invariant(({ on }) => !on) }),
    });
    const { verdict, stats, properties } = await check(toggle);
    const schema = createRequire(import.meta.url).resolve('unturned/result.schema.json');
    const { title } = JSON.parse(readFileSync(schema, 'utf8'));
    console.log(JSON.stringify({ verdict, states: stats.states, run: properties[0].trace.length, hasTitle: title !== '' }));
    `,
  );
  expect(JSON.parse(succeed('node program.mjs'))).toEqual({ verdict: 'violated', states: 2, run: 1, hasTitle: true });
});

test('the types serve a strict project, and refuse mistakes', () => {
  writeFileSync(
    join(home, 'typed.mts'),
    `import { type CheckedSystem, check, choice, processes, spec } from 'unturned';

    const lamp = spec({
      name: 'lamp',
      params: { colour: choice(['red', 'green']) },
      initial: ({ params }) => ({ colour: params.colour, on: false }),
      actions: () => ({
        press: {
          args: [1, 2],
          guard: ({ state }, times) => state.on === (times > 1),
          effect: ({ state }) => {
            state.on = !state.on;
            // @ts-expect-error there is no such colour
            state.colour = 'blue';
          },
        },
      }),
      properties: ({ params, invariant }) => ({
        same: invariant(({ colour }) => colour === params.colour),
        // @ts-expect-error a state has no such field
        dim: invariant(({ brightness }) => brightness === 0),
      }),
    });

    processes({
      name: 'silent',
      params: { processes: 2 },
      messages: { ping: { hops: 0 } },
      initial: ({ id }) => ({ heard: id }),
      rules: {
        // @ts-expect-error messages of this type were not declared
        speak: { effect: ({ send }) => send(1, { type: 'pong' }) },
      },
      receive: ({ self }, message) => {
        self.heard += message.hops;
      },
    });

    const checked: CheckedSystem = await check(lamp, { params: { colour: 'green' }, limits: { maxStates: 10 } });
    const states: number = checked.stats.states;
    console.log(states);
    `,
  );
  writeFileSync(
    join(home, 'matched.mts'),
    `import { expect } from 'vitest';
    import { runOf, specOf } from 'unturned/vitest';
    import { spec } from 'unturned';

    const lamp = spec({
      name: 'lamp',
      initial: () => ({ on: false }),
      actions: () => ({ press: { effect: ({ state }) => ({ on: !state.on }) } }),
    });
    const held: Promise<void> = expect(lamp).toHold({ params: { limit: 3 }, limits: { maxStates: 10 } });
    await Promise.all([held, expect('counter.ts').not.toViolate('bounded', { within: 3 })]);
    await expect(specOf(new URL('counter.ts', import.meta.url))).toHaveStateCount(3);
    await expect(runOf(lamp, { steps: ['increment'] })).toReach('full');
    // @ts-expect-error a number is no spec
    await expect(5).toHold();
    // @ts-expect-error the name of the property is missing
    await expect(lamp).toViolate();
    // @ts-expect-error there is no such option
    await expect(lamp).toHold({ parameters: { limit: 3 } });
    `,
  );
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --target ES2023 --module NodeNext --allowImportingTsExtensions --types ""';
  const names = ['typed.mts', 'matched.mts', 'counter.ts', ...filesOf(readme).map(({ name }) => name)];
  const { status, stdout } = run(`${join(root, 'node_modules/.bin/tsc')} ${options} ${names.join(' ')}`);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('the tests of README.md do what it says: the saved one fails while the spec has the bug', () => {
  writeFileSync(join(home, 'vitest.config.mjs'), 'export default { test: { include: ["*.test.ts"] } };');
  const { status, stdout, stderr } = run('npx vitest run --reporter=json');
  expect({ status, stderr: stderr.replace(/^npm warn.*\n/gm, '') }).toEqual({ status: 1, stderr: '' });
  const results: { readonly assertionResults: readonly { readonly status: string; readonly title: string }[] }[] =
    JSON.parse(stdout).testResults;
  const told = results.flatMap(({ assertionResults }) => assertionResults.map((one) => `${one.status}: ${one.title}`));
  expect(told.sort()).toEqual([
    'failed: lock: this run of 8 steps does not violate mutualExclusion',
    'passed: maekawa has its published number of states, and two processes can compete',
    'passed: that of one process is safe',
    'passed: the lock of two processes lets both inside, after eight steps',
  ]);
});

test('what a newcomer does: init, check, break the spec, look, save the run as a test, mend, test', () => {
  succeed('npx unturned init first');
  const first = join(home, 'first');
  const lock = readFileSync(join(first, 'lock.ts'), 'utf8');
  const said = (command: string): string => {
    const { status, stdout } = run(command, first);
    const isTest = command.startsWith('npx vitest');
    const lines = isTest
      ? stdout.split('\n').filter((line) => /^ +(?:Test Files|Tests) /.test(line))
      : [stdout.trimEnd()];
    const shown = lines.join('\n').replace(/\s+\d+\.\d s · [\d.]+ [MG]B$/gm, '   <time> · <memory>');
    return `$ ${command}\n${shown}\nexit ${status}\n`;
  };
  const whole = [said('npx unturned check lock.ts'), said('npx vitest run')];
  writeFileSync(join(first, 'lock.ts'), lock.replace('self.isTaken = true', 'self.isTaken = false'));
  whole.push(said('npx unturned check lock.ts --save-test .'), said('npx vitest run'));
  writeFileSync(join(first, 'lock.ts'), lock);
  whole.push(said('npx unturned check lock.ts --detail none'), said('npx vitest run'));
  expect(whole.join('')).toMatchSnapshot();
}, 120_000);

/** What README.md says to do in a clone, which cannot be done in an installed package. */
const ofTheClone = ['npm test'];

test('the commands of README.md print what it shows; npm test -- -u package writes it anew', async () => {
  const outputs = new Map<string, string>();
  const commands = commandsOf(readme).filter(({ command }) => !ofTheClone.includes(command));
  expect(commands.length).toBeGreaterThanOrEqual(3);
  for (const { command } of commands) {
    const { status, stdout, stderr } = run(command.replace(/^npm ci && /, ''));
    expect({ command, status, stderr }).toEqual({ command, status: expect.toBeOneOf([0, 1]), stderr: '' });
    outputs.set(command, stdout);
  }
  await expect(withOutputs(readme, outputs)).toMatchFileSnapshot('../README.md');
});
