import { expect, test } from 'vitest';
import { integer, processes, spec } from '../../src/index.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import { checked, page, resultOf } from './support/checked.ts';

/** Whoever asks says so to the next process, and enters when it likes. */
const impatient = processes({
  name: 'impatient',
  description: 'nobody waits for anybody',
  params: { processes: 3 },
  messages: { asking: {} },
  initial: ({ id }) => ({ phase: 'idle', mayAsk: id === 0 }),
  rules: {
    ask: {
      guard: ({ self }) => self.phase === 'idle' && self.mayAsk,
      effect: ({ id, self, params, send }) => {
        self.phase = 'waiting';
        if (id + 1 < params.processes) send(id + 1, { type: 'asking' });
      },
    },
    enter: {
      guard: ({ self }) => self.phase === 'waiting',
      effect: ({ self }) => {
        self.phase = 'served';
      },
    },
  },
  receive: ({ self }) => {
    self.mayAsk = true;
  },
  properties: ({ happenedBeforeOrder, runCost }) => ({
    ordering: happenedBeforeOrder({ request: 'ask', entry: 'enter' }),
    messages: runCost({ atMost: 1, description: 'one message is enough' }),
  }),
});

/** A report without the heading and what is known of the search. */
function violations(text: string): string {
  return text.slice(text.search(/^(?:──|--)/m));
}

test('an overtaken request is shown with the path from it, and a bound with the run that breaks it', () => {
  const system = checked(impatient);
  expect(violations(prettyReport(resultOf([system]), page))).toMatchInlineSnapshot(`
    "── V104 ordering is violated ───────────────────────────────────────────────────

       p0's request happened before p1's: p0 ask, m1 to p1, p1 ask; yet p1 entered
       first

       false of step 4

         p0                      p1                      p2
      1   ◉ ask                   │                       │  sends m1→p1
      2   ├═════ m1 asking ══════▶◉                       │
      3   │                       ◉ ask                   │  sends m2→p2
      4   │                       ◆ enter                 │

          in flight  m2 p1→p2 asking
          ◉══  the request of p0 happened before that of p1

       1  p0 ask                  p0.phase idle → waiting
       2  p1 receives m1 asking   p1.mayAsk false → true
       3  p1 ask                  p1.phase idle → waiting
       4  p1 enter                p1.phase waiting → served

    ── V105 messages is violated ───────────────────────────────────────────────────

       messages: 2 in this run, where at most 1 is expected

       messages: 2 in every run, bound 1

         p0                      p1                      p2
      1   ● ask                   │                       │  sends m1→p1
      2   ├───── m1 asking ──────▶●                       │
      3   │                       ● ask                   │  sends m2→p2
      4   │                       ● enter                 │
      5   │                       ├───── m2 asking ──────▶●
      6   │                       │                       ● ask
      7   │                       │                       ● enter
      8   ◆ enter                 │                       │

       1  p0 ask                  p0.phase idle → waiting
       2  p1 receives m1 asking   p1.mayAsk false → true
       3  p1 ask                  p1.phase idle → waiting
       4  p1 enter                p1.phase waiting → served
       5  p2 receives m2 asking   p2.mayAsk false → true
       6  p2 ask                  p2.phase idle → waiting
       7  p2 enter                p2.phase waiting → served
       8  p0 enter                p0.phase waiting → served

     FAIL   2 violated for this configuration
    "
  `);
});

test('in ASCII the path is drawn in other characters', () => {
  const system = checked(impatient, {}, { only: ['ordering'] });
  expect(violations(prettyReport(resultOf([system]), { ...page, ascii: true }))).toMatchInlineSnapshot(`
    "-- V104 ordering is violated ---------------------------------------------------

       p0's request happened before p1's: p0 ask, m1 to p1, p1 ask; yet p1 entered
       first

       false of step 4

         p0                      p1                      p2
      1   * ask                   |                       |  sends m1>p1
      2   +===== m1 asking ======>*                       |
      3   |                       * ask                   |  sends m2>p2
      4   |                       # enter                 |

          in flight  m2 p1>p2 asking
          *==  the request of p0 happened before that of p1

       1  p0 ask                  p0.phase idle -> waiting
       2  p1 receives m1 asking   p1.mayAsk false -> true
       3  p1 ask                  p1.phase idle -> waiting
       4  p1 enter                p1.phase waiting -> served

     FAIL   1 violated for this configuration
    "
  `);
});

/** Counts up, and remembers in a history how often. */
const remembering = spec({
  name: 'remembering',
  params: { most: integer({ default: 3 }) },
  initial: () => 0,
  actions: ({ params }) => ({
    up: { guard: ({ state }) => state < params.most, effect: ({ state }) => state + 1 },
    back: { guard: ({ state }) => state === params.most, effect: () => 0 },
  }),
  properties: ({ observe, historyInvariant, runCost }) => {
    const rounds = observe({
      initial: () => ({ rounds: 0 }),
      step: ({ history, action }) => ({ rounds: history.rounds + Number(action.name === 'back') }),
    });
    return {
      few: historyInvariant(rounds, (_, { rounds }) => rounds < 1000, { description: 'not too often' }),
      steps: runCost({ of: () => 1, unit: 'steps' }),
    };
  },
});

test('a history without an end is inconclusive, and the report tells why', () => {
  const system = checked(remembering, {}, { limits: { maxStates: 50 } });
  expect(prettyReport(resultOf([system]), page)).toMatchInlineSnapshot(`
    " unturned 0.1.0   specs/remembering.ts › remembering    most=3
     bfs · exact

     ? few     history    not refuted in the 50 states seen before the search
                          stopped
     ✓ steps   cost       steps: without a bound, and no run ends

     4 states · 4 transitions · depth 3 · search complete              1.2 s · 58 MB
     history   50 states with history, 4 without · 49 transitions · depth 49
               search stopped by --max-states
     actions   up 3 · back 1 · none unused
     ends      none: every state has a successor
     exact: every state stored in full

     INCOMPLETE   for this configuration: stopped by --max-states 50 at depth 49, 1
                  state left to expand
     next         a higher --max-states, or smaller parameters with --set
    "
  `);
});
