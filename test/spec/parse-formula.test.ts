import { describe, expect, test } from 'vitest';
import { configure, isSpecError, spec } from '../../src/index.ts';
import { formulaText } from '../../src/spec/temporal/formula-text.ts';
import { withFormula } from '../../src/spec/temporal/overrides.ts';

const lock = configure(
  spec({
    name: 'lock',
    initial: () => ({ at: ['idle', 'idle'] }),
    actions: ({ action }) => ({
      enter: action({ args: [0, 1], effect: ({ state }, i) => ({ ...state, at: state.at.with(i, 'held') }) }),
      reset: { effect: ({ state }) => ({ ...state, at: ['idle', 'idle'] }) },
    }),
    predicates: () => ({
      waiting: ({ at }, i: number) => at[i] === 'waiting',
      held: ({ at }, i: number) => at[i] === 'held',
      is: ({ at }, i: number, place: string) => at[i] === place,
      idle: ({ at }) => at.every((place) => place === 'idle'),
    }),
    properties: ({ invariant }) => ({ exclusive: invariant(({ at }) => at[0] !== 'held' || at[1] !== 'held') }),
  }),
);

function read(text: string): string {
  const property = withFormula(lock, text).properties.at(-1);
  return property?.kind === 'temporal' ? formulaText(property.formula) : '';
}

describe('a formula reads as one would say it', () => {
  test.each([
    ['always (waiting(1) implies eventually held(1))', 'always (waiting(1) implies eventually held(1))'],
    ['[] (waiting(1) -> <> held(1))', 'always (waiting(1) implies eventually held(1))'],
    ['waiting(1) leads to held(1)', 'waiting(1) leads to held(1)'],
    ['waiting(1) leadsTo held(1)', 'waiting(1) leads to held(1)'],
    ['waiting(1) ~> held(1)', 'waiting(1) leads to held(1)'],
    ['infinitely often idle', 'infinitely often idle'],
    ['always eventually idle', 'infinitely often idle'],
    ['not idle and idle or idle', '(not idle and idle) or idle'],
    ['idle or idle and idle', 'idle or (idle and idle)'],
    ['idle until held(0) and idle', '(idle until held(0)) and idle'],
    ['idle implies idle implies idle', 'idle implies (idle implies idle)'],
    ['always idle until held(0)', 'always idle until held(0)'],
    ['next !idle', 'next not idle'],
    ['is(0, held)', 'is(0, held)'],
    ["is(0, 'held')", 'is(0, held)'],
    ['exclusive', 'exclusive'],
    ['enabled enter(1) and taken(reset) and enabled enter', 'enabled enter(1) and (taken reset and enabled enter)'],
    [
      'for all i in 0..1: waiting(i) leads to held(i)',
      '(waiting(0) leads to held(0)) and (waiting(1) leads to held(1))',
    ],
    ['true release false', 'true release false'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(expected)).toBe(expected);
  });
});

describe('a formula that is not understood says where, and what to do', () => {
  test.each([
    ['always hedl(1)', 8, 'there is no predicate "hedl"', 'Did you mean "held"?'],
    ['enabled leave(1)', 9, 'there is no action "leave(1)"', 'The actions are enter, reset.'],
    ['taken enter(2)', 7, 'there is no action "enter(2)"', 'Did you mean "enter(0)"?'],
    ['always (idle', 13, 'the formula ends too early: ")" is expected', 'A formula is made of'],
    ['always', 7, 'the formula ends too early', 'A formula is made of'],
    ['idle idle', 6, '"idle" is not expected', 'A formula is made of'],
    ['idle & idle', 6, '"&" means nothing here', 'A formula is made of'],
    ['until idle', 1, 'there is no predicate "until"', 'The predicates are'],
    ['for all i in 2..1: idle', 20, 'there is nothing from 2 to 1', 'A formula is made of'],
    ['', 1, 'the formula ends too early', 'A formula is made of'],
  ])('%s', (text, column, problem, help) => {
    let caught: unknown;
    try {
      read(text);
    } catch (error) {
      caught = error;
    }
    if (!isSpecError(caught)) throw new Error('no mistake was found', { cause: caught });
    expect(caught.code).toBe('U106');
    expect(caught.details).toMatchObject({ where: `"${text}", character ${column}`, text: problem });
    expect(caught.details.help).toContain(help);
  });
});

test('a spec that speaks of what it does not have is not well formed', () => {
  const wrong = (part: object) => () =>
    configure(
      spec({ name: 'wrong', initial: () => ({ n: 0 }), actions: () => ({ tick: { effect: () => {} } }), ...part }),
    );
  expect(wrong({ fairness: ({ weak }: { weak: (name: string) => unknown }) => [weak('tock')] })).toThrow(
    'S109 fairness: there is no action "tock"',
  );
  type Context = Record<string, (...args: unknown[]) => unknown>;
  expect(wrong({ properties: ({ temporal, taken }: Context) => ({ p: temporal?.(taken?.('tock')) }) })).toThrow(
    'S109 property p: there is no action "tock"',
  );
  expect(wrong({ properties: ({ temporal, predicate }: Context) => ({ p: temporal?.(predicate?.('odd')) }) })).toThrow(
    'there is no predicate "odd"',
  );
  expect(wrong({ properties: ({ bypass }: Context) => ({ p: bypass?.({ request: 'tick', entry: 'tick' }) }) })).toThrow(
    "S109 property p: the action tick is nobody's",
  );
});
