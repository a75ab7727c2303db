import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { timeless, unturned } from './command.ts';

const schema = JSON.parse(readFileSync(new URL('../../dist/report/result.schema.json', import.meta.url), 'utf8'));
const conforms = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const grid = ['sweep', 'uniform-reliable', '--set', 'processes=2..3', '--faults', 'crash=0..2'];

describe('sweep', () => {
  test('prints a matrix, and where each property breaks first', () => {
    const { status, stdout } = unturned([...grid, '--detail', 'none', '--width', '100']);
    expect(status).toBe(1);
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      " unturned 0.1.0   specs/multicast/uniform-reliable.ts › uniform-reliable
       senders=1 messages=1 acknowledged=byMajority afterCrash=lost judge=promised wholeQuorum=true
       forward=true deliverOnce=true
       a sweep of 6 configurations, each checked to the end

                            a       b       c       d       e       states
       processes=2 crash=0  ✓       ✓       ✓       ✓       ✓            8
       processes=2 crash=1  ✗ 3 ◆   ✗ 3 ◆   ✗ 6 ◆   ✗ 6 ◆   ✗ 3 ◆       31
       processes=2 crash=2  ✗ 3     ✗ 3     ✗ 6     ✗ 6     ✗ 3         42
       processes=3 crash=0  ✓       ✓       ✓       ✓       ✓          238
       processes=3 crash=1  ✓       ✓       ✓       ✓       ✓        1 773
       processes=3 crash=2  ✗ 5     ✗ 5     ✗ 8     ✗ 8     ✗ 5      3 565

       columns   a validity · b eventualValidity · c uniformAgreement · d eventualUniformAgreement
                 e deadlockFree
       ✓ in all  integrity · agreement · eventualAgreement
       ◆         breaks the property with the fewest faults

       validity breaks at processes=2 crash=1: p0 multicasts a1, is correct and never delivers it
       eventualValidity breaks at processes=2 crash=1: p0 multicasts a1, is correct and never delivers it
       uniformAgreement breaks at processes=2 crash=1: p1 delivered a1 and crashed; p0 is correct and
       never delivers a1
       eventualUniformAgreement breaks at processes=2 crash=1: p1 delivered a1 and crashed; p0 is correct
       and never delivers a1
       deadlockFree breaks at processes=2 crash=1: no action is enabled

       FAIL   5 of 8 properties broken in some of 6 configurations   <time>
      "
    `);
  });

  test('draws the counterexample of the least breaking configuration', () => {
    const { stdout } = unturned(['sweep', 'reliable', '--set', 'judge=all', '--faults', 'crash=0..1']);
    expect(stdout).toContain(' least breaking  crash=1');
    expect(stdout).toContain('p0 delivered a1 and crashed; p1 and p2 are correct and never deliver a1');
    expect(stdout).toContain('2   ✗ crash');
  });

  test('gives everything as a record', () => {
    const { status, stdout } = unturned([...grid, '--reporter', 'json', '--property', 'uniformAgreement']);
    const result = JSON.parse(stdout);
    conforms(result);
    expect(conforms.errors).toBeNull();
    expect(result.exitCode).toBe(status);
    const cells = result.systems.map(({ parameters, search, properties, stats }: never) => [
      (parameters as { processes: number }).processes,
      (search as { faults?: { crash: number } }).faults?.crash ?? 0,
      (properties as { status: string }[])[0]?.status,
      (stats as { states: number }).states,
    ]);
    expect(cells).toEqual([
      [2, 0, 'holds', 8],
      [2, 1, 'violated', 31],
      [2, 2, 'violated', 42],
      [3, 0, 'holds', 238],
      [3, 1, 'holds', 1773],
      [3, 2, 'violated', 3565],
    ]);
    expect(result.leastBreaking).toEqual([
      {
        property: 'uniformAgreement',
        system: 1,
        steps: 6,
        message: 'p1 delivered a1 and crashed; p0 is correct and never delivers a1',
      },
    ]);
  });

  test.each([
    [['--set', 'processes=4..2'], 'U105'],
    [['--set', 'processes=2..x'], 'U105'],
    [['--set', 'processes=2..9'], 'U103'],
    [['--faults', 'crash=0..'], 'U105'],
    [['--faults', 'flood=0..1'], 'U109'],
    [['--faults', 'partition=1'], 'U109'],
    [['--faults', 'crash'], 'U105'],
    [['--property', 'nothing'], 'U104'],
  ])('%j is an error before anything is checked', (words, code) => {
    const { status, stdout, stderr } = unturned(['sweep', 'uniform-reliable', ...words]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(code);
  });
});

describe('check with faults', () => {
  test('tells the budgets, and what matters', () => {
    const { status, stdout } = unturned(['check', 'reliable', '--set', 'judge=all', '--keep-going']);
    expect(status).toBe(1);
    expect(stdout).toContain(' faults: crash=1 at most · bfs · exact');
    expect(stdout).toContain('1 reached for this configuration with crash=1 at most');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'what matters holds without crash (38 states, complete): the run needs the crash holds with atomic multicasts (152 states, complete): the run needs a crash before all',
    );
  });

  test('does not look for what matters if told', () => {
    const { stdout } = unturned(['check', 'reliable', '--set', 'judge=all', '--no-what-matters']);
    expect(stdout).not.toContain('what matters');
  });

  test('writes budgets, crashes and losses into the record', () => {
    const { stdout } = unturned(['check', 'reliable', '--set', 'judge=all', '--keep-going', '--reporter', 'json']);
    const result = JSON.parse(stdout);
    conforms(result);
    expect(conforms.errors).toBeNull();
    const [system] = result.systems;
    expect(system.search.faults).toEqual({ crash: 1 });
    const { trace, whatIf } = system.properties.find(({ name }: { name: string }) => name === 'uniformAgreement');
    expect(whatIf).toEqual([
      { change: { crash: 0 }, status: 'holds', states: 38, complete: true },
      { change: { sending: 'atomic' }, status: 'holds', states: 152, complete: true },
    ]);
    expect(trace.processes).toEqual([{ id: 'p0', crashedAt: 2 }, { id: 'p1' }, { id: 'p2' }]);
    expect(trace.steps[1]).toMatchObject({
      environment: 'crash',
      unsent: [
        { to: 'p1', type: 'data', payload: { name: 'a1' } },
        { to: 'p2', type: 'data', payload: { name: 'a1' } },
      ],
    });
  });

  test.each([
    [['fifo', '--faults', 'crash=-1'], 'U107'],
    [['fifo', '--faults', 'crash=two'], 'U107'],
    [['fifo', '--faults', 'crsh=1'], 'U109'],
    [['fifo', '--faults', 'recovery=1'], 'U109'],
    [['peterson', '--faults', 'crash=1'], 'U109'],
    [['ricart-agrawala', '--faults', 'duplication=1'], 'U109'],
  ])('%j is an error', (words, code) => {
    const { status, stderr } = unturned(['check', ...words]);
    expect(status).toBe(2);
    expect(stderr).toContain(code);
  });
});
