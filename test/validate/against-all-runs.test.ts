import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../src/counterexample/json.ts';
import type { Json } from '../../src/counterexample/trace.ts';
import { successors } from '../../src/reference/successors.ts';
import { outcomes } from '../../src/spec/choice.ts';
import type { Configuration } from '../../src/spec/configuration.ts';
import { readLog } from '../../src/validate/log-event.ts';
import { type ValidateOptions, validating } from '../../src/validate/validate.ts';
import type { Validation } from '../../src/validate/validation.ts';
import { review } from '../support/random-account.ts';
import { randomSpec } from '../support/random-spec.ts';

interface Event {
  readonly action?: string;
  readonly args?: readonly Json[];
  readonly state?: Readonly<Record<string, Json>>;
}

function validate(
  configuration: Configuration<unknown>,
  events: readonly Event[],
  options: ValidateOptions,
): Validation {
  const log = events.map((event) => JSON.stringify(event)).join('\n');
  const run = validating(configuration, readLog(configuration, log, 'log'), options);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

/** Runs are tried so long, and specs that have more are left alone. */
const patience = 3000;

/** How many of the events some run explains: by trying all runs, one after another; `undefined` if these are too many. */
function mostExplained(
  configuration: Configuration<unknown>,
  events: readonly Event[],
  hidden: number,
  isHidden: (name: string) => boolean,
): number | undefined {
  let tried = 0;
  const isAs = (state: unknown, { state: said = {} }: Event): boolean =>
    Object.entries(said).every(
      ([key, value]) => JSON.stringify((toJson(state) as Record<string, Json>)[key]) === JSON.stringify(value),
    );
  const explore = (state: unknown, done: number, left: number): number => {
    const event = events[done];
    if (event === undefined || tried++ > patience) return done;
    let best = done;
    if (event.action === undefined && isAs(state, event)) best = Math.max(best, explore(state, done + 1, hidden));
    for (const { action, state: after } of successors(configuration, state)) {
      if (best === events.length) return best;
      const isMeant =
        action.name === event.action &&
        (event.args === undefined || JSON.stringify(event.args) === JSON.stringify(action.args));
      if (isMeant && isAs(after, event)) best = Math.max(best, explore(after, done + 1, hidden));
      if (left > 0 && isHidden(action.name)) best = Math.max(best, explore(after, done, left - 1));
    }
    return best;
  };
  const best = Math.max(...[...outcomes(configuration.initial)].map(({ result }) => explore(result, 0, hidden)));
  return tried > patience && best < events.length ? undefined : best;
}

/** Where a draw falls on a walk: which successor, what is kept of the event, and whether it is spoilt. */
const draws = fc.array(
  fc.record({
    step: fc.nat(),
    isLogged: fc.boolean(),
    kept: fc.constantFrom<readonly ('action' | 'args' | 'state')[]>(
      ['action'],
      ['action', 'args'],
      ['state'],
      ['action', 'state'],
    ),
    part: fc.nat(),
    spoilt: fc.constantFrom('nothing', 'nothing', 'nothing', 'action', 'state'),
  }),
  { minLength: 1, maxLength: 5 },
);

test('a log is explained as far as it is by trying all runs', () => {
  const seen = { explained: 0, notExplained: 0, withHidden: 0 };
  const check = fc.property(randomSpec, draws, fc.constantFrom(0, 1, 1, 2), (random, drawn, hidden) => {
    const reviewed = review(random);
    if (reviewed?.expected.kind !== 'complete' || reviewed.expected.transitions > 100) return;
    const { configuration } = reviewed;
    const events: Event[] = [];
    let state: unknown = [...outcomes(configuration.initial)][0]?.result;
    for (const { step, isLogged, kept, part, spoilt } of drawn) {
      const next = [...successors(configuration, state)];
      const taken = next[step % Math.max(1, next.length)];
      if (taken === undefined) break;
      const before = state;
      state = taken.state;
      const { name, args } =
        spoilt === 'action'
          ? (configuration.actions[step % configuration.actions.length] as typeof taken.action)
          : taken.action;
      const json = toJson(spoilt === 'state' ? before : state);
      const fields = json !== null && typeof json === 'object' && !Array.isArray(json) ? Object.entries(json) : [];
      const field = fields[part % Math.max(1, fields.length)];
      if (!isLogged || (field === undefined && !kept.includes('action'))) continue;
      events.push({
        ...(kept.includes('action') && { action: name }),
        ...(kept.includes('args') && { args }),
        ...(kept.includes('state') && field && { state: { [field[0]]: field[1] } }),
      });
    }
    if (events.length === 0) return;
    const names = [...new Set(configuration.actions.map(({ name }) => name))];
    const most = mostExplained(configuration, events, hidden, () => true);
    if (most === undefined) return;
    const { explained, verdict, run } = validate(configuration, events, { hidden, hiddenActions: names });
    expect(explained).toBe(most);
    expect(verdict).toBe(explained === events.length ? 'explained' : 'not-explained');
    expect(run.lines.filter((line) => line !== null).length).toBeLessThanOrEqual(explained);
    if (verdict === 'explained') seen.explained++;
    else seen.notExplained++;
    if (run.lines.includes(null)) seen.withHidden++;
    const named = new Set(events.map(({ action }) => action));
    const strict = validate(configuration, events, { hidden });
    expect(strict.explained).toBe(mostExplained(configuration, events, hidden, (name) => !named.has(name)));
  });
  fc.assert(check, { numRuns: 140, seed: 2024 });
  expect(seen.explained).toBeGreaterThan(10);
  expect(seen.notExplained).toBeGreaterThan(3);
  expect(seen.withHidden).toBeGreaterThan(3);
});
