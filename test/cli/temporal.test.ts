import { expect, test } from 'vitest';
import { folderWith, timeless, unturned } from './command.ts';
import { lockServer } from './lock-server.ts';

const files = { 'lock-server.ts': lockServer };

test('a run that goes round is drawn in a frame, with what it is fair to and what would rule it out', () => {
  const { status, stdout } = unturned(['check', 'lock-server.ts'], { cwd: folderWith(files) });
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    " unturned 0.1.0   lock-server.ts › lock-server
     bfs · exact · weak fairness of receive, grantFirst, grantSecond and exit
     request may be left

     ✓ exclusive   always
     ✗ served      temporal   violated by 2 steps, then a loop of 6
     ? rest        possible   not judged after the first violation (--keep-going)

     33 states · 64 transitions · depth 8 · search complete   <time> · <memory>
     actions   request 20 · grantFirst 3 · grantSecond 3 · exit 6 · receive 32
               none unused
     ends      none: every state has a successor
     exact: every state stored in full

    ── V301 served is violated ─────────────────────────────────────────────────────

       waiting(0) in state 1, and never inside(0) from there on

       lock-server.ts:40:13
       39 │   exclusive: invariant(({ processes }) => processes.filter(({ phase }) …
       40 │   served: temporal(
          │   ^^^^^^  violated part:  waiting(0) leads to inside(0)
          │           in all 6 states of the loop:  c0.phase = waiting

         c0                     c1                     s
      1   ● request              │                      │  sends m1→s
      2   ├───── m1 request ─────┼─────────────────────▶●
    ╭──── loop: 6 steps, repeated for ever ────────────────────────────────────────╮
      3   │                      ● request              │  sends m2→s
      4   │                      ├──── m2 request ─────▶●
      5   │                      │                      ● grantSecond  sends m3→c1
      6   │                      ●◀───── m3 grant ──────┤
      7   │                      ● exit                 │  sends m4→s
      8   │                      ├──── m4 release ─────▶●
    ╰──── ↻ the state after step 8 equals that after step 2 ───────────────────────╯

       is this loop fair?  enabled in  taken  weak                strong  assumed
       ▸ grantFirst(2)         3 of 6      0  met: not always on  BROKEN  weak
         request(1)            2 of 6      1  met                 met     –
         grantSecond(2)        1 of 6      1  met                 met     weak
         exit(1)               1 of 6      1  met                 met     weak
         receive(1 <- 2)       1 of 6      1  met                 met     weak
         receive(2 <- 1)       2 of 6      2  met                 met     weak

       what matters   no single additional fairness is enough; waiting(0) leads to
                      inside(0) holds with strong fairness of grantFirst(2)

       1  c0 request              c0.phase idle → waiting
       2  s receives m1 request   s.asking += 0
          ↻ from here on for ever
       3  c1 request              c1.phase idle → waiting
       4  s receives m2 request   s.asking += 1
       5  s grantSecond           s.asking -= 1 · s.isFree true → false
       6  c1 receives m3 grant    c1.phase waiting → inside
       7  c1 exit                 c1.phase inside → idle
       8  s receives m4 release   s.isFree false → true

     replay         unturned replay .unturned/traces/lock-server-served.json

     FAIL   1 violated · 1 holds · 1 not settled for this configuration
    "
  `);
  expect(status).toBe(1);
});

test('with ASCII characters only, and without a diagram, it says the same', () => {
  const { stdout } = unturned(['check', 'lock-server.ts', '--ascii', '--property', 'served'], {
    cwd: folderWith(files),
  });
  expect([...stdout].filter((character) => character > '~')).toEqual([]);
  expect(stdout).toContain('loop: ');
});

test('a formula is judged by itself, under the fairness that is asked for', () => {
  const check = (...words: string[]) => {
    const { status, stdout } = unturned(['check', 'lock-server.ts', '--detail', 'none', ...words], {
      cwd: folderWith(files),
    });
    return { status, lines: stdout.split('\n').filter((line) => / [✓✗?] | fairness/.test(line)) };
  };
  expect(check('--ltl', 'waiting(0) leads to inside(0)', '--fairness', 'none')).toMatchInlineSnapshot(`
    {
      "lines": [
        " bfs · exact · no fairness assumed",
        " ✗ ltl   temporal   violated by 2 steps, then a loop of 6",
      ],
      "status": 1,
    }
  `);
  expect(
    check('--ltl', 'infinitely often inside(0)', '--ltl', 'always not (inside(0) and inside(1))', '--keep-going'),
  ).toMatchInlineSnapshot(`
    {
      "lines": [
        " bfs · exact · weak fairness of receive, grantFirst, grantSecond and exit",
        " ✗ ltl    temporal   violated by a loop of 6",
        " ✓ ltl2   temporal   always not (inside(0) and inside(1))",
      ],
      "status": 1,
    }
  `);
});

test('a search that is cut short says nothing of a temporal property, but for what it has seen', () => {
  const check = (states: string) =>
    unturned(['check', 'lock-server.ts', '--property', 'served', '--fairness', 'none', '--max-states', states], {
      cwd: folderWith(files),
    });
  expect(check('1')).toMatchObject({ status: 3 });
  expect(check('5')).toMatchObject({ status: 3 });
  expect(check('5').stdout).toContain('? served   temporal   not refuted in the');
  expect(check('60')).toMatchObject({ status: 1 });
  expect(check('60').stdout).toContain('✗ served   temporal   violated by');
});

test('without liveness, nothing is said of whole runs', () => {
  const { status, stdout } = unturned(['check', 'lock-server.ts', '--no-liveness'], { cwd: folderWith(files) });
  expect(status).toBe(0);
  expect(stdout).toContain('PASS   1 property holds');
});

test('the least fairness is named, or it is said that none is enough', () => {
  const { status, stdout } = unturned(
    [
      'fairness',
      'lock-server.ts',
      '--ltl',
      'waiting(0) leads to inside(0)',
      '--ltl',
      'always waiting(0)',
      '--per',
      'action',
    ],
    { cwd: folderWith(files) },
  );
  expect(stdout).toMatchInlineSnapshot(`
    " lock-server
     the spec declares: weak fairness of receive, grantFirst, grantSecond and exit; request may be left

     ltl    weak fairness of receive(2 <- 0), strong fairness of grantFirst(2)
     ltl2   no fairness is enough: a run that is fair to every action violates it

     for this configuration, of 33 states
    "
  `);
  expect(status).toBe(1);
});

test('a formula about something unknown, and a property that is not temporal, are mistakes', () => {
  const cwd = folderWith(files);
  const unknown = unturned(['check', 'lock-server.ts', '--ltl', 'waitin(0)'], { cwd });
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toMatchInlineSnapshot(`
    "── U106 the formula is not understood ──────────────────────────────────────────

       in "waitin(0)", character 1
       lock-server.ts: there is no predicate "waitin"

       Did you mean "waiting"? The predicates are exclusive, waiting, inside.
                                                                              exit 2
    "
  `);
  const safety = unturned(['fairness', 'lock-server.ts', '--property', 'exclusive'], { cwd });
  expect(safety.status).toBe(2);
  expect(safety.stderr).toContain('there is no temporal property "exclusive"');
});
