import { describe, expect, test } from 'vitest';
import type { ConsensusGuarantees } from '../../../src/index.ts';
import { consensus } from '../../../src/spec/guarantees/consensus.ts';

interface Vote {
  readonly proposed?: readonly number[];
  readonly decided: readonly number[];
  readonly isDown?: boolean;
}

type State = { readonly votes: readonly Vote[] };

const kit: ConsensusGuarantees<State> = consensus<State, Vote>(
  { proposed: ({ proposed = [1, 2] }) => proposed as number[], decided: ({ decided }) => decided },
  {
    names: ['p0', 'p1'],
    layout: { process: ({ votes }, id) => votes[id], isUp: ({ votes }, id) => votes[id]?.isDown !== true },
  },
);

const cases: readonly (readonly [
  Exclude<keyof ConsensusGuarantees<State>, 'eventually'>,
  readonly Vote[],
  string | undefined,
])[] = [
  ['validity', [{ decided: [1] }, { decided: [2] }], undefined],
  ['validity', [{ decided: [3] }, { decided: [] }], 'p0 decides 3, which nobody has proposed'],
  ['integrity', [{ decided: [1] }, { decided: [1] }], undefined],
  ['integrity', [{ decided: [] }, { decided: [1, 1] }], 'p1 decides 1, and then 1'],
  ['agreement', [{ decided: [1] }, { decided: [1] }], undefined],
  ['agreement', [{ decided: [1] }, { decided: [2] }], 'p0 decides 1, p1 decides 2'],
  ['agreement', [{ decided: [1] }, { decided: [2], isDown: true }], undefined],
  ['uniformAgreement', [{ decided: [1] }, { decided: [2], isDown: true }], 'p1 decided 2 and crashed, p0 decides 1'],
  ['uniformAgreement', [{ decided: [1] }, { decided: [], isDown: true }], undefined],
  ['termination', [{ decided: [1] }, { decided: [] }], 'p1 is correct and never decides'],
  ['termination', [{ decided: [] }, { decided: [] }], 'p0 and p1 are correct and never decide'],
  ['termination', [{ decided: [1] }, { decided: [], isDown: true }], undefined],
];

describe('the properties of consensus', () => {
  test.each(cases)('%s of %j is %j', (name, votes, expected) => {
    const property = kit[name]();
    const state = { votes } as never;
    expect(property.holds(state) ? undefined : property.explain?.(state)).toBe(expected);
  });
});
