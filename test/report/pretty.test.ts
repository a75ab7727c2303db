import { expect, test } from 'vitest';
import ricartAgrawala from '../../specs/mutual-exclusion/ricart-agrawala.ts';
import type { PrettyOptions } from '../../src/report/page.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import type { SystemResult } from '../../src/report/result.ts';
import { checked, page, resultOf } from './support/checked.ts';
import { maekawa } from './support/maekawa.ts';
import { careless, counter, jugs, locks, ring } from './support/specs.ts';

const report = (systems: SystemResult | readonly SystemResult[], options: Partial<PrettyOptions> = {}): string =>
  `\n${prettyReport(resultOf([systems].flat()), { ...page, ...options })}`;

/** Of the bundled spec, the properties that it will always have. */
const only = ['mutualExclusion', 'deadlockFree', 'twoCompete'];

test('everything holds', () => {
  expect(report(checked(ricartAgrawala, { processes: 2 }, { only }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ricart-agrawala.ts › ricart-agrawala
     processes=2 requests=1 channels=fifo answers=plain tieBreak=true
     deferWhileHeld=true advanceClock=true lossless=true
     bfs · exact

     ✓ mutualExclusion   always     at most one process is in the critical section
     ✓ deadlockFree      deadlock   a run ends only when every process has entered
                                    as often as it may
     ✓ twoCompete        reachable  witness of 2 steps: two processes want to enter
                                    at the same time

     41 states · 52 transitions · depth 10 · search complete           1.2 s · 58 MB
     actions   request 12 · enter 10 · exit 10 · receive 20 · none unused
     ends      3 states without successor · 3 proper ends
     exact: every state stored in full

     PASS   3 properties hold for this configuration
    "
  `);
});

test('a deadlock with a wait-for cycle', () => {
  expect(report(checked(maekawa), { width: 100 })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/maekawa.ts › maekawa    processes=3
     bfs · exact

     ✓ mutualExclusion   always     at most one process is in the critical section
     ✗ deadlockFree      deadlock   stuck after 12 steps (shortest possible)
     ✓ requestWaits      reachable  witness of 4 steps

     2 381 states · 7 692 transitions · depth 27 · search complete                         1.2 s · 58 MB
     actions   request 594 · enter 228 · exit 228 · receive 6 642 · none unused
     ends      3 states without successor · 1 proper end · 2 deadlocked
     exact: every state stored in full

    ── V201 deadlockFree is violated: p0 waits for p1, p1 for p2 and p2 for p0 ─────────────────────────

       not a proper end:  p0.phase = wanted

         p0                      p1                      p2
      1   │                       │                       ● request  sends m1→p0 m2→p2
      2   │                       │                       ● ↺ m2 request  sends m3→p2
      3   ● request               │                       │  sends m4→p0 m5→p1
      4   ● ↺ m4 request          │                       │  sends m6→p0
      5   ● ↺ m6 vote             │                       │
      6   ●◀──────────────────────┼───── m1 request ──────┤
      7   │                       ● request               │  sends m7→p1 m8→p2
      8   │                       ● ↺ m7 request          │  sends m9→p1
      9   ├───── m5 request ─────▶●                       │
     10   │                       ● ↺ m9 vote             │
     11   │                       ├───── m8 request ─────▶●
     12   │                       │                       ◆ ↺ m3 vote

       wait-for cycle           p0   waits for p1: the vote of p1
          p0 ───▶ p1 ───▶ p2         phase wanted · queue [2] · requestsLeft 0 · votedFor 0 · votes {0}
          ▲               │     p1   waits for p2: the vote of p2
          └───────────────┘          phase wanted · queue [0] · requestsLeft 0 · votedFor 1 · votes {1}
                                p2   waits for p0: the vote of p0
                                     phase wanted · queue [1] · requestsLeft 0 · votedFor 2 · votes {2}

       why nothing can move
          p0 p1 p2 enter     needs: has every vote of its quorum
          p0 p1 p2 request   needs: is released, has requests left
          p0 p1 p2 exit      needs: is in the critical section
          receive            no message is in flight

       1  p2 request               p2.phase released → wanted · p2.requestsLeft 1 → 0
       2  p2 receives m2 request   p2.votedFor none → 2
       3  p0 request               p0.phase released → wanted · p0.requestsLeft 1 → 0
       4  p0 receives m4 request   p0.votedFor none → 0
       5  p0 receives m6 vote      p0.votes += 0
       6  p0 receives m1 request   p0.queue += 2
       7  p1 request               p1.phase released → wanted · p1.requestsLeft 1 → 0
       8  p1 receives m7 request   p1.votedFor none → 1
       9  p1 receives m5 request   p1.queue += 0
      10  p1 receives m9 vote      p1.votes += 1
      11  p2 receives m8 request   p2.queue += 1
      12  p2 receives m3 vote      p2.votes += 2

     FAIL   1 violated · 1 holds · 1 reached for this configuration
    "
  `);
});

test('the same in 60 columns of ASCII', () => {
  expect(report(checked(maekawa), { width: 60, ascii: true })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/maekawa.ts > maekawa    processes=3
     bfs, exact

     v mutualExclusion   always     at most one process is in
                                    the critical section
     x deadlockFree      deadlock   stuck after 12 steps
                                    (shortest possible)
     v requestWaits      reachable  witness of 4 steps

     2 381 states, 7 692 transitions, depth 27, search complete
                                                    1.2 s, 58 MB
     actions   request 594, enter 228, exit 228, receive 6 642
               none unused
     ends      3 states without successor, 1 proper end
               2 deadlocked
     exact: every state stored in full

    -- V201 deadlockFree is violated ---------------------------

       p0 waits for p1, p1 for p2 and p2 for p0

       not a proper end:  p0.phase = wanted

         p0             p1             p2
      1   |              |              o request  sends m1>p0
          |              |              |  m2>p2
      2   |              |              o @ m2 request
          |              |              |  sends m3>p2
      3   o request      |              |  sends m4>p0 m5>p1
      4   o @ m4 request |              |  sends m6>p0
      5   o @ m6 vote    |              |
      6   o<-------------+- m1 request -+
      7   |              o request      |  sends m7>p1 m8>p2
      8   |              o @ m7 request |  sends m9>p1
      9   + m5 request ->o              |
     10   |              o @ m9 vote    |
     11   |              + m8 request ->o
     12   |              |              # @ m3 vote

       wait-for cycle
          p0 ---> p1 ---> p2
          ^               |
          +---------------+

          p0   waits for p1: the vote of p1
               phase wanted, queue [2], requestsLeft 0
               votedFor 0, votes {0}
          p1   waits for p2: the vote of p2
               phase wanted, queue [0], requestsLeft 0
               votedFor 1, votes {1}
          p2   waits for p0: the vote of p0
               phase wanted, queue [1], requestsLeft 0
               votedFor 2, votes {2}

       why nothing can move
          p0 p1 p2 enter     needs: has every vote of its quorum
          p0 p1 p2 request   needs: is released, has requests
                             left
          p0 p1 p2 exit      needs: is in the critical section
          receive            no message is in flight

       1  p2 request               p2.phase released -> wanted
                                   p2.requestsLeft 1 -> 0
       2  p2 receives m2 request   p2.votedFor none -> 2
       3  p0 request               p0.phase released -> wanted
                                   p0.requestsLeft 1 -> 0
       4  p0 receives m4 request   p0.votedFor none -> 0
       5  p0 receives m6 vote      p0.votes += 0
       6  p0 receives m1 request   p0.queue += 2
       7  p1 request               p1.phase released -> wanted
                                   p1.requestsLeft 1 -> 0
       8  p1 receives m7 request   p1.votedFor none -> 1
       9  p1 receives m5 request   p1.queue += 0
      10  p1 receives m9 vote      p1.votes += 1
      11  p2 receives m8 request   p2.queue += 1
      12  p2 receives m3 vote      p2.votes += 2

     FAIL   1 violated, 1 holds
            1 reached for this configuration
    "
  `);
});

test('a planted bug of ricart-agrawala', () => {
  expect(report(checked(ricartAgrawala, { tieBreak: false }, { only }), { width: 120 })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ricart-agrawala.ts › ricart-agrawala
     processes=3 requests=1 channels=fifo answers=plain tieBreak=false deferWhileHeld=true advanceClock=true lossless=true
     bfs · exact

     ✓ mutualExclusion   always     at most one process is in the critical section
     ✗ deadlockFree      deadlock   stuck after 9 steps (shortest possible)
     ✓ twoCompete        reachable  witness of 2 steps: two processes want to enter at the same time

     3 543 states · 8 283 transitions · depth 21 · search complete                                             1.2 s · 58 MB
     actions   request 585 · enter 552 · exit 552 · receive 6 594 · none unused
     ends      50 states without successor · 22 proper ends · 28 deadlocked
     exact: every state stored in full

    ── V201 deadlockFree is violated: p0 waits for p1 and p1 for p0 ────────────────────────────────────────────────────────

       not a proper end:  p0.phase = wanted   p0.requestsLeft = 0

         p0                      p1                      p2
      1   │                       ● request               │  sends m1→p0 m2→p2
      2   ● request               │                       │  sends m3→p1 m4→p2
      3   ●◀─── m1 request(1) ────┤                       │
      4   │                       │                       ● request  sends m5→p0 m6→p1
      5   ├──── m4 request(1) ────┼──────────────────────▶●
      6   │                       ├─── m2 request(1) ────▶●
      7   ├─── m3 request(1) ────▶●                       │
      8   │                       ●◀─── m6 request(1) ────┤
      9   ◆◀──────────────────────┼──── m5 request(1) ────┤

       wait-for cycle    p0   waits for p1: the answer of p1
          p0 ───▶ p1          waits for p2: the answer of p2
          ▲       │           clock 3 · deferred {1, 2} · phase wanted · requestsLeft 0 · timestamp 1
          └───────┘      p1   waits for p0: the answer of p0
                              waits for p2: the answer of p2
                              clock 3 · deferred {0, 2} · phase wanted · requestsLeft 0 · timestamp 1
                         p2   waits for p0: the answer of p0
                              waits for p1: the answer of p1
                              clock 3 · deferred {0, 1} · phase wanted · requestsLeft 0 · timestamp 1

       why nothing can move
          p0 p1 p2 enter     needs: every other process has answered
          p0 p1 p2 request   needs: is released, has requests left
          p0 p1 p2 exit      needs: is in the critical section
          receive            no message is in flight

       1  p1 request                  p1.clock 0 → 1 · p1.phase released → wanted · p1.requestsLeft 1 → 0
                                      p1.timestamp 0 → 1
       2  p0 request                  p0.clock 0 → 1 · p0.phase released → wanted · p0.requestsLeft 1 → 0
                                      p0.timestamp 0 → 1
       3  p0 receives m1 request(1)   p0.clock 1 → 2 · p0.deferred += 1
       4  p2 request                  p2.clock 0 → 1 · p2.phase released → wanted · p2.requestsLeft 1 → 0
                                      p2.timestamp 0 → 1
       5  p2 receives m4 request(1)   p2.clock 1 → 2 · p2.deferred += 0
       6  p2 receives m2 request(1)   p2.clock 2 → 3 · p2.deferred += 1
       7  p1 receives m3 request(1)   p1.clock 1 → 2 · p1.deferred += 0
       8  p1 receives m6 request(1)   p1.clock 2 → 3 · p1.deferred += 2
       9  p0 receives m5 request(1)   p0.clock 2 → 3 · p0.deferred += 2

     FAIL   1 violated · 1 holds · 1 reached for this configuration
    "
  `);
});

test('another, which breaks mutual exclusion', () => {
  expect(report(checked(ricartAgrawala, { processes: 2, deferWhileHeld: false }, { only }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ricart-agrawala.ts › ricart-agrawala
     processes=2 requests=1 channels=fifo answers=plain tieBreak=true
     deferWhileHeld=false advanceClock=true lossless=true
     bfs · exact

     ✗ mutualExclusion   always     violated after 8 steps (shortest possible)
     ✓ deadlockFree      deadlock   a run ends only when every process has entered
                                    as often as it may
     ✓ twoCompete        reachable  witness of 2 steps: two processes want to enter
                                    at the same time

     49 states · 66 transitions · depth 10 · search complete           1.2 s · 58 MB
     actions   request 12 · enter 12 · exit 20 · receive 22 · none unused
     ends      3 states without successor · 3 proper ends
     exact: every state stored in full

    ── V101 mutualExclusion is violated ────────────────────────────────────────────

       false in state 8:  p0.phase = held   p1.phase = held

         p0                                  p1
      1   ● request                           │  sends m1
      2   ├───────── m1 request(1) ──────────▶●  sends m2
      3   │                                   ● request  sends m3
      4   ●◀───────────── m2 ok ──────────────┤
      5   ● enter                             │
      6   ●◀───────── m3 request(3) ──────────┤  sends m4
      7   ├───────────── m4 ok ──────────────▶●
      8   │                                   ◆ enter

       1  p0 request                  p0.clock 0 → 1 · p0.phase released → wanted
                                      p0.requestsLeft 1 → 0 · p0.timestamp 0 → 1
       2  p1 receives m1 request(1)   p1.clock 0 → 2
       3  p1 request                  p1.clock 2 → 3 · p1.phase released → wanted
                                      p1.requestsLeft 1 → 0 · p1.timestamp 0 → 3
       4  p0 receives m2 ok           p0.acknowledgedBy += 1
       5  p0 enter                    p0.phase wanted → held
       6  p0 receives m3 request(3)   p0.clock 1 → 4
       7  p1 receives m4 ok           p1.acknowledgedBy += 0
       8  p1 enter                    p1.phase wanted → held

     FAIL   1 violated · 1 holds · 1 reached for this configuration
    "
  `);
});

test('mutual exclusion violated, with every state', () => {
  expect(report(checked(careless), { detail: 'full' })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/careless.ts › careless    processes=2
     bfs · exact

     ✗ mutualExclusion   always     violated after 8 steps (shortest possible)

     27 states · 40 transitions · depth 8 · search complete            1.2 s · 58 MB
     actions   request 10 · enter 10 · receive 20 · none unused
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full

    ── V101 mutualExclusion is violated ────────────────────────────────────────────

       false in state 8:  p0.phase = held   p1.phase = held

         p0                                  p1
      1   ● request                           │  sends m1
      2   ├───────── m1 request(0) ──────────▶●  sends m2
      3   │                                   ● request  sends m3
      4   ●◀───────────── m2 ok ──────────────┤
      5   ● enter                             │
      6   ●◀───────── m3 request(1) ──────────┤  sends m4
      7   ├───────────── m4 ok ──────────────▶●
      8   │                                   ◆ enter

       1  p0 request                  p0.phase released → wanted
       2  p1 receives m1 request(0)   sends m2→p0
       3  p1 request                  p1.phase released → wanted
       4  p0 receives m2 ok           p0.answers 0 → 1
       5  p0 enter                    p0.phase wanted → held
       6  p0 receives m3 request(1)   sends m4→p1
       7  p1 receives m4 ok           p1.answers 0 → 1
       8  p1 enter                    p1.phase wanted → held

       initial state
          p0  {answers: 0, phase: released}
          p1  {answers: 0, phase: released}

       state 1
          p0                {answers: 0, phase: wanted}
          p1                {answers: 0, phase: released}
          channel p0 to p1  [{timestamp: 0, type: request}]

       state 2
          p0                {answers: 0, phase: wanted}
          p1                {answers: 0, phase: released}
          channel p1 to p0  [{type: ok}]

       state 3
          p0                {answers: 0, phase: wanted}
          p1                {answers: 0, phase: wanted}
          channel p1 to p0  [{type: ok}, {timestamp: 1, type: request}]

       state 4
          p0                {answers: 1, phase: wanted}
          p1                {answers: 0, phase: wanted}
          channel p1 to p0  [{timestamp: 1, type: request}]

       state 5
          p0                {answers: 1, phase: held}
          p1                {answers: 0, phase: wanted}
          channel p1 to p0  [{timestamp: 1, type: request}]

       state 6
          p0                {answers: 1, phase: held}
          p1                {answers: 0, phase: wanted}
          channel p0 to p1  [{type: ok}]

       state 7
          p0  {answers: 1, phase: held}
          p1  {answers: 1, phase: wanted}

       state 8
          p0  {answers: 1, phase: held}
          p1  {answers: 1, phase: held}

     FAIL   1 violated for this configuration
    "
  `);
});

test('no more than the headline', () => {
  expect(report(checked(careless), { detail: 'none' })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/careless.ts › careless    processes=2
     bfs · exact

     ✗ mutualExclusion   always     violated after 8 steps (shortest possible)

     27 states · 40 transitions · depth 8 · search complete            1.2 s · 58 MB
     actions   request 10 · enter 10 · receive 20 · none unused
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full

    ── V101 mutualExclusion is violated ────────────────────────────────────────────

       false in state 8:  p0.phase = held   p1.phase = held

     FAIL   1 violated for this configuration
    "
  `);
});

test('a general spec without processes, and an action that never fires', () => {
  expect(report(checked(jugs))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/jugs.ts › jugs
     bfs · exact

     ✗ neverFour   always     violated after 6 steps (shortest possible)

     16 states · 96 transitions · depth 7 · search complete            1.2 s · 58 MB
     actions   fillSmall 16 · fillBig 16 · emptySmall 16 · emptyBig 16 · pour 32
               unused: spill
     ends      none: every state has a successor
     exact: every state stored in full
     ! W301 spill never fired: the guard is never true

    ── V101 neverFour is violated ──────────────────────────────────────────────────

       false in state 6:  big = 4

       1  fillBig            big 0 → 5
       2  pour(bigToSmall)   big 5 → 2 · small 0 → 3
       3  emptySmall         small 3 → 0
       4  pour(bigToSmall)   big 2 → 0 · small 0 → 2
       5  fillBig            big 0 → 5
       6  pour(bigToSmall)   big 5 → 4 · small 2 → 3

     FAIL   1 violated for this configuration
    "
  `);
});

test('a general spec with processes, and a deadlock without waitsFor', () => {
  expect(report(checked(locks))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/locks.ts › locks
     bfs · exact

     ✗ deadlockFree   deadlock   stuck after 2 steps (shortest possible)

     6 states · 6 transitions · depth 2 · search complete              1.2 s · 58 MB
     actions   take 6 · none unused
     ends      3 states without successor · 2 proper ends · 1 deadlocked
     exact: every state stored in full

    ── V201 deadlockFree is violated: no action is enabled ─────────────────────────

       not a proper end:  held[0] = 1   held[1] = 1

         alice                               bob
      1   ● take                              │
      2   │                                   ◆ take

       why nothing can move
          alice bob take   needs: the lock is free

       1  alice take   held[0] 0 → 1 · owner[0] none → 0
       2  bob take     held[1] 0 → 1 · owner[1] none → 1

     FAIL   1 violated for this configuration
    "
  `);
});

test('a step property, and a goal that is never reached', () => {
  expect(report(checked(counter))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/counter.ts › counter    bounded=true
     bfs · exact

     ✗ neverBack   step       violated after 4 steps (shortest possible)
     ✗ four        reachable  never reached in 7 states, which are all there are

     7 states · 7 transitions · depth 6 · search complete              1.2 s · 58 MB
     actions   increment 6 · reset 1 · none unused
     ends      none: every state has a successor
     exact: every state stored in full

    ── V102 neverBack is violated: count goes from 3 to 0 ──────────────────────────

       false of step 4:  count = 0

         up                                  down
      1   ● increment                         │
      2   ● increment                         │
      3   ● increment                         │
      4   │                                   ◆ reset

       1  up increment   count 0 → 1 · log += 1
       2  up increment   count 1 → 2 · log += 2
       3  up increment   count 2 → 3 · log += 3
       4  down reset     count 3 → 0

    ── V401 four is never reached ──────────────────────────────────────────────────

       true of none of the 7 states, and there are no others

     FAIL   2 violated for this configuration
    "
  `);
});

test('a limit, and a value that keeps growing', () => {
  expect(report(checked(counter, { bounded: false }, { limits: { maxStates: 50 } }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/counter.ts › counter    bounded=false
     bfs · exact

     ? neverBack   step       not refuted in the 50 states seen before the search
                              stopped
     ✓ four        reachable  witness of 4 steps: the counter reaches four

     50 states · 49 transitions · depth 49 · search stopped by --max-states
                                                                       1.2 s · 58 MB
     actions   increment 49 · not yet used: reset
     ends      none in the states expanded
     exact: every state stored in full

     INCOMPLETE   for this configuration: stopped by --max-states 50 at depth 49, 1
                  state left to expand
     growing      count keeps growing, 0 to 49 on the way to the deepest state: the
                  state space may be infinite
     next         a higher --max-states, or a bound on it in the guards of the spec
    "
  `);
});

test('forty steps of two processes, the middle of them left out', () => {
  expect(report(checked(ring, { processes: 2, rounds: 10 }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ring.ts › ring
     processes=2 rounds=10 work=0 names=short
     bfs · exact

     ✗ notBack   always     violated after 40 steps (shortest possible)

     41 states · 40 transitions · depth 40 · search complete           1.2 s · 58 MB
     actions   pass 20 · receive 20 · unused: work
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full
     ! W301 work never fired: the guard is never true

    ── V101 notBack is violated: the token is back after 20 hops ───────────────────

       false in state 40:  p0.hops = 20

         p0                                  p1
      1   ● pass                              │  sends m1
      2   ├────────── m1 token(1) ───────────▶●
      3   │                                   ● pass  sends m2
          ┊                                   ┊  … 27 steps
     31   │                                   ● pass  sends m16
     32   ●◀───────── m16 token(16) ──────────┤
     33   ● pass                              │  sends m17
     34   ├───────── m17 token(17) ──────────▶●
     35   │                                   ● pass  sends m18
     36   ●◀───────── m18 token(18) ──────────┤
     37   ● pass                              │  sends m19
     38   ├───────── m19 token(19) ──────────▶●
     39   │                                   ● pass  sends m20
     40   ◆◀───────── m20 token(20) ──────────┤

       1  p0 pass                     p0.hasToken true → false
       2  p1 receives m1 token(1)     p1.hasToken false → true · p1.hops 0 → 1
       3  p1 pass                     p1.hasToken true → false
          … 27 steps (--detail full)
      31  p1 pass                     p1.hasToken true → false
      32  p0 receives m16 token(16)   p0.hasToken false → true · p0.hops 14 → 16
      33  p0 pass                     p0.hasToken true → false
      34  p1 receives m17 token(17)   p1.hasToken false → true · p1.hops 15 → 17
      35  p1 pass                     p1.hasToken true → false
      36  p0 receives m18 token(18)   p0.hasToken false → true · p0.hops 16 → 18
      37  p0 pass                     p0.hasToken true → false
      38  p1 receives m19 token(19)   p1.hasToken false → true · p1.hops 17 → 19
      39  p1 pass                     p1.hasToken true → false
      40  p0 receives m20 token(20)   p0.hasToken false → true · p0.hops 18 → 20

     FAIL   1 violated for this configuration
    "
  `);
});

test('forty steps of three processes, local ones folded', () => {
  expect(report(checked(ring, { rounds: 2, processes: 3, work: 5 }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ring.ts › ring
     processes=3 rounds=2 work=5 names=short
     bfs · exact

     ✗ notBack   always     violated after 42 steps (shortest possible)

     48 states · 47 transitions · depth 47 · search complete           1.2 s · 58 MB
     actions   work 35 · pass 6 · receive 6 · none unused
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full

    ── V101 notBack is violated: the token is back after 6 hops ────────────────────

       false in state 42:  p0.hops = 6

           p0                      p1                      p2
      1-5   ● 5 local steps         │                       │
        6   ● pass                  │                       │  sends m1→p1
        7   ├──── m1 token(1) ─────▶●                       │
            ┊                       ┊                       ┊  … 13 steps
       21   ●◀──────────────────────┼───── m3 token(3) ─────┤
    22-26   ● 5 local steps         │                       │
       27   ● pass                  │                       │  sends m4→p1
       28   ├──── m4 token(4) ─────▶●                       │
    29-33   │                       ● 5 local steps         │
       34   │                       ● pass                  │  sends m5→p2
       35   │                       ├──── m5 token(5) ─────▶●
    36-40   │                       │                       ● 5 local steps
       41   │                       │                       ● pass  sends m6→p0
       42   ◆◀──────────────────────┼───── m6 token(6) ─────┤

       1  p0 work                   p0.done 0 → 1
       2  p0 work                   p0.done 1 → 2
       3  p0 work                   p0.done 2 → 3
          … 29 steps (--detail full)
      33  p1 work                   p1.done 4 → 5
      34  p1 pass                   p1.done 5 → 0 · p1.hasToken true → false
      35  p2 receives m5 token(5)   p2.hasToken false → true · p2.hops 2 → 5
      36  p2 work                   p2.done 0 → 1
      37  p2 work                   p2.done 1 → 2
      38  p2 work                   p2.done 2 → 3
      39  p2 work                   p2.done 3 → 4
      40  p2 work                   p2.done 4 → 5
      41  p2 pass                   p2.done 5 → 0 · p2.hasToken true → false
      42  p0 receives m6 token(6)   p0.hasToken false → true · p0.hops 3 → 6

     FAIL   1 violated for this configuration
    "
  `);
});

test('eight lanes in 120 columns', () => {
  expect(report(checked(ring), { width: 120 })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ring.ts › ring    processes=8 rounds=1 work=0 names=short
     bfs · exact

     ✗ notBack   always     violated after 16 steps (shortest possible)

     17 states · 16 transitions · depth 16 · search complete                                                   1.2 s · 58 MB
     actions   pass 8 · receive 8 · unused: work
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full
     ! W301 work never fired: the guard is never true

    ── V101 notBack is violated: the token is back after 8 hops ────────────────────────────────────────────────────────────

       false in state 16:  p0.hops = 8

         p0           p1           p2           p3           p4           p5           p6           p7
      1   ● pass       │            │            │            │            │            │            │  sends m1→p1
      2   ├ m1 token ─▶●            │            │            │            │            │            │
      3   │            ● pass       │            │            │            │            │            │  sends m2→p2
          ┊            ┊            ┊            ┊            ┊            ┊            ┊            ┊  … 3 steps
      7   │            │            │            ● pass       │            │            │            │  sends m4→p4
      8   │            │            │            ├ m4 token ─▶●            │            │            │
      9   │            │            │            │            ● pass       │            │            │  sends m5→p5
     10   │            │            │            │            ├ m5 token ─▶●            │            │
     11   │            │            │            │            │            ● pass       │            │  sends m6→p6
     12   │            │            │            │            │            ├ m6 token ─▶●            │
     13   │            │            │            │            │            │            ● pass       │  sends m7→p7
     14   │            │            │            │            │            │            ├ m7 token ─▶●
     15   │            │            │            │            │            │            │            ● pass  sends m8→p0
     16   ◆◀───────────┼────────────┼────────────┼────────────┼────────────┼────────────┼─ m8 token ─┤

       1  p0 pass                   p0.hasToken true → false
       2  p1 receives m1 token(1)   p1.hasToken false → true · p1.hops 0 → 1
       3  p1 pass                   p1.hasToken true → false
          … 3 steps (--detail full)
       7  p3 pass                   p3.hasToken true → false
       8  p4 receives m4 token(4)   p4.hasToken false → true · p4.hops 0 → 4
       9  p4 pass                   p4.hasToken true → false
      10  p5 receives m5 token(5)   p5.hasToken false → true · p5.hops 0 → 5
      11  p5 pass                   p5.hasToken true → false
      12  p6 receives m6 token(6)   p6.hasToken false → true · p6.hops 0 → 6
      13  p6 pass                   p6.hasToken true → false
      14  p7 receives m7 token(7)   p7.hasToken false → true · p7.hops 0 → 7
      15  p7 pass                   p7.hasToken true → false
      16  p0 receives m8 token(8)   p0.hasToken false → true · p0.hops 0 → 8

     FAIL   1 violated for this configuration
    "
  `);
});

test('eight processes in 60 columns', () => {
  expect(report(checked(ring), { width: 60 })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ring.ts › ring
     processes=8 rounds=1 work=0 names=short
     bfs · exact

     ✗ notBack   always     violated after 16 steps (shortest
                            possible)

     17 states · 16 transitions · depth 16 · search complete
                                                   1.2 s · 58 MB
     actions   pass 8 · receive 8 · unused: work
     ends      1 state without successor
               no property says which are proper ends
     exact: every state stored in full
     ! W301 work never fired: the guard is never true

    ── V101 notBack is violated ────────────────────────────────

       the token is back after 8 hops

       false in state 16:  p0.hops = 8

         p0      p4      p5      p6      p7
      1   ● pass  │       │       │       │  sends m1→p1
      8   │       ●       │       │       │  m4 token(4) from p3
      9   │       ● pass  │       │       │  sends m5→p5
     10   │       ├─ m5 ─▶●       │       │
     11   │       │       ● pass  │       │  sends m6→p6
     12   │       │       ├─ m6 ─▶●       │
     13   │       │       │       ● pass  │  sends m7→p7
     14   │       │       │       ├─ m7 ─▶●
     15   │       │       │       │       ● pass  sends m8→p0
     16   ◆◀──────┼───────┼───────┼─ m8 ──┤

          no room for  p1 · p2 · p3

       1  p0 pass                   p0.hasToken true → false
       2  p1 receives m1 token(1)   p1.hasToken false → true
                                    p1.hops 0 → 1
       3  p1 pass                   p1.hasToken true → false
          … 3 steps (--detail full)
       7  p3 pass                   p3.hasToken true → false
       8  p4 receives m4 token(4)   p4.hasToken false → true
                                    p4.hops 0 → 4
       9  p4 pass                   p4.hasToken true → false
      10  p5 receives m5 token(5)   p5.hasToken false → true
                                    p5.hops 0 → 5
      11  p5 pass                   p5.hasToken true → false
      12  p6 receives m6 token(6)   p6.hasToken false → true
                                    p6.hops 0 → 6
      13  p6 pass                   p6.hasToken true → false
      14  p7 receives m7 token(7)   p7.hasToken false → true
                                    p7.hops 0 → 7
      15  p7 pass                   p7.hasToken true → false
      16  p0 receives m8 token(8)   p0.hasToken false → true
                                    p0.hops 0 → 8

     FAIL   1 violated for this configuration
    "
  `);
});

test('wide names', () => {
  expect(report(checked(ring, { processes: 4, names: 'wide' }))).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/ring.ts › ring    processes=4 rounds=1 work=0 names=wide
     bfs · exact

     ✗ notBack   always     violated after 8 steps (shortest possible)

     9 states · 8 transitions · depth 8 · search complete              1.2 s · 58 MB
     actions   pass 4 · receive 4 · unused: work
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full
     ! W301 work never fired: the guard is never true

    ── V101 notBack is violated: the token is back after 4 hops ────────────────────

       false in state 8:  東京0🚀.hops = 4

         東京0🚀         東京1🚀         東京2🚀         東京3🚀
      1   ● pass          │               │               │  sends m1→東京1🚀
      2   ├ m1 token(1) ─▶●               │               │
      3   │               ● pass          │               │  sends m2→東京2🚀
      4   │               ├ m2 token(2) ─▶●               │
      5   │               │               ● pass          │  sends m3→東京3🚀
      6   │               │               ├ m3 token(3) ─▶●
      7   │               │               │               ● pass  sends m4→東京0🚀
      8   ◆◀──────────────┼───────────────┼─ m4 token(4) ─┤

       1  東京0🚀 pass                   東京0🚀.hasToken true → false
       2  東京1🚀 receives m1 token(1)   東京1🚀.hasToken false → true
                                         東京1🚀.hops 0 → 1
       3  東京1🚀 pass                   東京1🚀.hasToken true → false
       4  東京2🚀 receives m2 token(2)   東京2🚀.hasToken false → true
                                         東京2🚀.hops 0 → 2
       5  東京2🚀 pass                   東京2🚀.hasToken true → false
       6  東京3🚀 receives m3 token(3)   東京3🚀.hasToken false → true
                                         東京3🚀.hops 0 → 3
       7  東京3🚀 pass                   東京3🚀.hasToken true → false
       8  東京0🚀 receives m4 token(4)   東京0🚀.hasToken false → true
                                         東京0🚀.hops 0 → 4

     FAIL   1 violated for this configuration
    "
  `);
});

test('without diagrams the messages are in the steps', () => {
  expect(report(checked(careless), { diagram: false })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/careless.ts › careless    processes=2
     bfs · exact

     ✗ mutualExclusion   always     violated after 8 steps (shortest possible)

     27 states · 40 transitions · depth 8 · search complete            1.2 s · 58 MB
     actions   request 10 · enter 10 · receive 20 · none unused
     ends      1 state without successor · no property says which are proper ends
     exact: every state stored in full

    ── V101 mutualExclusion is violated ────────────────────────────────────────────

       false in state 8:  p0.phase = held   p1.phase = held

       1  p0 request                  p0.phase released → wanted · sends m1→p1
       2  p1 receives m1 request(0)   sends m2→p0
       3  p1 request                  p1.phase released → wanted · sends m3→p0
       4  p0 receives m2 ok           p0.answers 0 → 1
       5  p0 enter                    p0.phase wanted → held
       6  p0 receives m3 request(1)   sends m4→p1
       7  p1 receives m4 ok           p1.answers 0 → 1
       8  p1 enter                    p1.phase wanted → held

     FAIL   1 violated for this configuration
    "
  `);
});

test('several systems', () => {
  const systems = [
    checked(maekawa),
    checked(ricartAgrawala, {}, { only }),
    checked(counter, { bounded: false }, { limits: { maxDepth: 5 } }),
  ];
  expect(report(systems, { detail: 'none' })).toMatchInlineSnapshot(`
    "
     unturned 0.1.0   specs/maekawa.ts › maekawa    processes=3
     bfs · exact

     ✓ mutualExclusion   always     at most one process is in the critical section
     ✗ deadlockFree      deadlock   stuck after 12 steps (shortest possible)
     ✓ requestWaits      reachable  witness of 4 steps

     2 381 states · 7 692 transitions · depth 27 · search complete     1.2 s · 58 MB
     actions   request 594 · enter 228 · exit 228 · receive 6 642 · none unused
     ends      3 states without successor · 1 proper end · 2 deadlocked
     exact: every state stored in full

    ── V201 deadlockFree is violated: p0 waits for p1, p1 for p2 and p2 for p0 ─────

       not a proper end:  p0.phase = wanted

     FAIL   1 violated · 1 holds · 1 reached for this configuration

     unturned 0.1.0   specs/ricart-agrawala.ts › ricart-agrawala
     processes=3 requests=1 channels=fifo answers=plain tieBreak=true
     deferWhileHeld=true advanceClock=true lossless=true
     bfs · exact

     ✓ mutualExclusion   always     at most one process is in the critical section
     ✓ deadlockFree      deadlock   a run ends only when every process has entered
                                    as often as it may
     ✓ twoCompete        reachable  witness of 2 steps: two processes want to enter
                                    at the same time

     4 808 states · 11 058 transitions · depth 21 · search complete    1.2 s · 58 MB
     actions   request 645 · enter 824 · exit 824 · receive 8 765 · none unused
     ends      39 states without successor · 39 proper ends
     exact: every state stored in full

     PASS   3 properties hold for this configuration

     unturned 0.1.0   specs/counter.ts › counter    bounded=false
     bfs · exact

     ? neverBack   step       not refuted in the 6 states seen before the search
                              stopped
     ✓ four        reachable  witness of 4 steps: the counter reaches four

     6 states · 5 transitions · depth 5 · search stopped by --max-depth
                                                                       1.2 s · 58 MB
     actions   increment 5 · not yet used: reset
     ends      none in the states expanded
     exact: every state stored in full

     INCOMPLETE   for this configuration: stopped by --max-depth 5 at depth 5, 1
                  state left to expand
     next         a higher --max-depth, or smaller parameters with --set

     ✗ maekawa deadlockFree @12   ✓ ricart-agrawala 4 808 states
     ? counter 6 states
     FAIL   1 of 3 specs · 1 of 8 properties violated                          2.4 s
    "
  `);
});
