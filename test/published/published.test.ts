import { describe, expect, test } from 'vitest';
import { configure, type Spec } from '../../src/index.ts';
import { explore } from '../support/account.ts';
import alternatingBit from './alternating-bit.ts';
import bakery from './bakery-pluscal.ts';
import changRoberts from './chang-roberts.ts';
import echo from './echo.ts';
import petersonBeem from './peterson-beem.ts';
import petersonPlusCal from './peterson-pluscal.ts';
import philosophers from './philosophers-beem.ts';
import transactionCommit from './transaction-commit.ts';
import twoPhaseCommit from './two-phase-commit.ts';

/** What somebody else's checker counted for a specification that is public; not every publication tells all of it. */
interface Published {
  readonly states: number;
  readonly transitions?: number;
  /** Counted from 0; TLC and BEEM count the initial state as 1. */
  readonly depth?: number;
}

/**
 * The published figures. Distinct states are those of the publication; transitions are TLC's "states generated" less the
 * initial states, or BEEM's transitions. Where a state constraint of TLC cuts the model, it counts the transitions that
 * lead out of it and we do not, so that only states and depth are compared.
 */
const published: readonly (readonly [name: string, Spec, parameters: Record<string, number>, Published])[] = [
  ['TwoPhase', any(twoPhaseCommit), { managers: 1 }, { states: 12, transitions: 19, depth: 4 }],
  ['TwoPhase', any(twoPhaseCommit), { managers: 2 }, { states: 56, transitions: 153, depth: 7 }],
  ['TwoPhase', any(twoPhaseCommit), { managers: 3 }, { states: 288, transitions: 1145, depth: 10 }],
  ['TwoPhase', any(twoPhaseCommit), { managers: 4 }, { states: 1568, transitions: 8257, depth: 13 }],
  ['TCommit', any(transactionCommit), { managers: 3 }, { states: 34, transitions: 93, depth: 6 }],
  ['ChangRoberts', any(changRoberts), { nodes: 2 }, { states: 25, transitions: 27, depth: 5 }],
  ['ChangRoberts', any(changRoberts), { nodes: 3 }, { states: 137, transitions: 219, depth: 9 }],
  ['ChangRoberts', any(changRoberts), { nodes: 4 }, { states: 823, depth: 14 }],
  ['ChangRoberts', any(changRoberts), { nodes: 5 }, { states: 5455, depth: 20 }],
  ['AlternatingBit', any(alternatingBit), {}, { states: 240, depth: 9 }],
  ['Peterson in PlusCal', any(petersonPlusCal), {}, { states: 42, transitions: 84, depth: 10 }],
  ['Peterson of BEEM', any(petersonBeem), { processes: 3 }, { states: 12498, transitions: 33369, depth: 53 }],
  ['Phils of BEEM', any(philosophers), { philosophers: 4 }, { states: 80, transitions: 212, depth: 9 }],
  ['Bakery in PlusCal', any(bakery), {}, { states: 668, depth: 40 }],
  ['Echo', any(echo), {}, { states: 75, depth: 15 }],
];

/** A spec whose states are not looked at. */
function any<S, Q>(spec: Spec<S, Q>): Spec {
  return spec as unknown as Spec;
}

describe.each(['default', 'reference'] as const)('published counts, by the %s engine', (engine) => {
  test.each(published)('%s %#', (_, spec, parameters, expected) => {
    const { statistics, findings } = explore(configure(spec, parameters), { engine });
    const counted = Object.keys(expected) as (keyof Published)[];
    expect(Object.fromEntries(counted.map((count) => [count, statistics[count]]))).toEqual(expected);
    expect([...findings.keys()]).toEqual(spec === any(philosophers) ? ['deadlockFree'] : []);
  });

  test('the philosophers of BEEM have one deadlock', () => {
    const { statistics, deadlocked } = explore(configure(philosophers), { engine });
    expect({ terminal: statistics.terminal, deadlocked }).toEqual({ terminal: 1, deadlocked: 1 });
  });
});
