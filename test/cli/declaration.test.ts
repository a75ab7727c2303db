import { describe, expect, test } from 'vitest';
import { locateDeclaration, locateImpurity } from '../../src/cli/declaration.ts';

const source = `export default processes({
  messages: {
    request: { clock: 0 },
  },
  initial: () => ({ clock: 0, enter: false }),
  rules: {
    request: {
      guard: ({ self }) => self.clock < 3,
      effect: ({ self }) => {
        self.clock += 1;
      },
    },
    'leave for good': { effect: ({ self }) => { self.clock = Date.now(); } },
    enter: {
      effect: ({ self }) => {
        self.clock = Math.random();
      },
    },
  },
  receive({ self }, message) {
    self.clock = message.clock;
  },
  properties: ({ invariant, deadlockFree }) => ({
    deadlockFree: deadlockFree(), enter: invariant(() => true),
  }),
});
`;

/** The rest of the line at a place. */
function textAt(place: { line: number; column: number } | undefined): string | undefined {
  return place && source.split('\n')[place.line - 1]?.slice(place.column - 1);
}

describe('a declaration is found by what an error calls it', () => {
  test.each([
    ['effect of request(1)', 'request: {'],
    ['guard of enter(0)', 'enter: {'],
    ['effect of receive(1 <- 0)', 'receive({ self }, message) {'],
    ['initial', 'initial: () => ({ clock: 0, enter: false }),'],
    ['property deadlockFree', 'deadlockFree: deadlockFree(), enter: invariant(() => true),'],
    ['property enter', 'enter: invariant(() => true),'],
    ['explain of property enter', 'enter: invariant(() => true),'],
    ['request(1)', 'request: { clock: 0 },'],
    ['effect of nothing', undefined],
  ])('%s', (where, expected) => {
    expect(textAt(locateDeclaration(source, where))).toBe(expected);
  });
});

describe('a clock or a random number is found within a declaration', () => {
  test.each([
    ['effect of enter(0)', 'Math.random();'],
    ['effect of request(0)', undefined],
    ['effect of receive(0 <- 1)', undefined],
  ])('%s', (where, expected) => {
    const declared = locateDeclaration(source, where);
    expect(textAt(declared && locateImpurity(source, declared))).toBe(expected);
  });
});
