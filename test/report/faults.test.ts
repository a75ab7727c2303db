import fc from 'fast-check';
import { expect, test } from 'vitest';
import twoPhaseCommit from '../../specs/agreement/two-phase-commit.ts';
import reliable from '../../specs/multicast/reliable.ts';
import { configure, explainFinding } from '../../src/index.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { pageOf } from '../../src/report/page.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import { drawSpaceTime } from '../../src/report/space-time-text.ts';
import { describeSteps } from '../../src/report/step-lines.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { explore } from '../support/account.ts';
import { checked, page, resultOf } from './support/checked.ts';

function traceOf(params: Readonly<Record<string, string>>, faults: Readonly<Record<string, number>>, property: string) {
  const configuration = configure(reliable, { judge: 'all', ...params }, { faults });
  const finding = explore(configuration, { properties: [property] }).findings.get(property);
  return explainFinding(configuration, finding as NonNullable<typeof finding>, { shortest: true }).trace;
}

const drawn = (trace: ReturnType<typeof traceOf>): string =>
  [
    ...drawSpaceTime(trace, pageOf(page), { focus: [], isViolation: true }),
    '',
    ...describeSteps(trace, pageOf(page), { withMessages: false }),
  ].join('\n');

test('a crash ends a lane, and tells what was never sent', () => {
  expect(drawn(traceOf({}, { crash: 1 }, 'uniformAgreement'))).toMatchInlineSnapshot(`
    "     p0                      p1                      p2
      1   ● multicast             │                       │
      2   ✗ crash                 │                       │  unsent →p1 →p2

       1  p0 multicast   p0.before += 0 · p0.delivered += a1 · p0.received += a1
                         p0.sent += a1
       2  p0 crashes     never sends data(a1)→p1 · never sends data(a1)→p2"
  `);
});

test('a crash that takes messages along tells which', () => {
  const trace = traceOf({ deliverWhen: 'forwarded', afterCrash: 'lost' }, { crash: 1 }, 'uniformAgreement');
  expect(drawn(trace)).toMatchInlineSnapshot(`
    "     p0                      p1                      p2
      1   ● multicast             │                       │
      2   ●                       │                       │  sends m1→p1
      3   ●                       │                       │  sends m2→p2
      4   ●                       │                       │  sends m3→p0
      5   ● ↺ m3 data(a1)         │                       │
      6   ✗ crash                 │                       │  loses m1→p1 m2→p2

       1  p0 multicast              p0.before += 0 · p0.received += a1
                                    p0.sent += a1
       2  p0 sends m1 data(a1)
       3  p0 sends m2 data(a1)
       4  p0 sends m3 data(a1)
       5  p0 receives m3 data(a1)   p0.delivered += a1
       6  p0 crashes                loses m1→p1 m2→p2"
  `);
});

test('losses are arrows that come to nothing, not events of a process', () => {
  expect(drawn(traceOf({}, { crash: 0, loss: 2 }, 'agreement'))).toMatchInlineSnapshot(`
    "     p0                      p1                      p2
      1   ● multicast             │                       │  sends m1→p1 m2→p2
      2   ├──── m1 data(a1) ────✗ │                       │  ● loses m1→p1
      3   ├──── m2 data(a1) ────✗ │                       │  ◆ loses m2→p2

       1  p0 multicast        p0.before += 0 · p0.delivered += a1
                              p0.received += a1 · p0.sent += a1
       2  loses m1 data(a1)
       3  loses m2 data(a1)"
  `);
});

test('a run that gets stuck after a crash says who is down, and that nothing arrives at it', async () => {
  const system = checked(twoPhaseCommit, {}, { faults: { crash: 1 }, only: ['deadlockFree'] });
  const report = prettyReport(resultOf([system]), { ...page, source: () => undefined });
  expect(
    report.slice(report.indexOf('where every process stands'), report.indexOf('   1  p0 ask')),
  ).toMatchInlineSnapshot(`
    "where every process stands
          p0   asked true · yes {2}
          p1   crashed in step 6
          p2   phase prepared

       why nothing can move
          p0 p2 ask      needs: is the coordinator and has not asked
          p0 p2 giveUp   needs: may abort by itself
          receive        no message is in flight to a process that is up

    "
  `);
});

test('nothing is drawn in the lane of a process that is down, and every line fits', () => {
  let crashes = 0;
  const faults = { crash: 2, loss: 1 };
  fc.assert(
    fc.property(scripts(3), fc.integer({ min: 60, max: 110 }), (script, width) => {
      const configuration = scripted(script, { kind: 'fifo', afterCrash: 'lost' }, faults);
      for (const finding of explore(configuration, { limits: { maxStates: 3000 } }).findings.values()) {
        const { trace } = explainFinding(configuration, finding, { shortest: true });
        const lines = drawSpaceTime(trace, pageOf({ ...page, width }), { focus: [], isViolation: true });
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        for (const { id, crashedAt } of trace.processes) {
          if (crashedAt === undefined) continue;
          crashes++;
          const column = (lines[0] ?? '').indexOf(id) + 1;
          const later = lines.slice(1).filter((line) => Number(/^ *(\d+) /.exec(line)?.[1] ?? 0) > crashedAt);
          for (const line of later) expect(line[column] ?? ' ').toMatch(/[^│●◆✗├┤]/);
        }
      }
    }),
    { numRuns: 40, seed: 1985 },
  );
  expect(crashes).toBeGreaterThan(10);
});
