import type { Configuration } from '../spec/configuration.ts';
import type { Formula } from '../spec/temporal/formula.ts';
import { matchingActions } from '../spec/temporal/predicates.ts';
import type { Round } from './run.ts';

/**
 * Whether a formula holds of a run that goes round for ever, by the definition of its operators: at every place of the
 * run at once, from the parts of the formula to the whole.
 */
export function holdsOf<S>(
  formula: Formula<S>,
  round: Round<S>,
  { actions }: Pick<Configuration<S>, 'actions'>,
): boolean {
  const { states, taken, loop } = round;
  const length = states.length;
  const after = (place: number): number => (place + 1 < length ? place + 1 : loop);
  const everywhere = (of: (place: number) => boolean): boolean[] => states.map((_, place) => of(place));
  /** The value that a place has if it depends on the next place in this way, going round until nothing changes. */
  const along = (start: boolean, step: (place: number, later: boolean) => boolean): boolean[] => {
    const values = everywhere(() => start);
    for (let round = 0; round < 2; round++)
      for (let place = length - 1; place >= 0; place--) values[place] = step(place, values[after(place)] as boolean);
    return values;
  };
  const untilOf = (left: readonly boolean[], right: readonly boolean[]): boolean[] =>
    along(false, (place, later) => (right[place] as boolean) || ((left[place] as boolean) && later));
  const eventuallyOf = (of: readonly boolean[]): boolean[] =>
    along(false, (place, later) => (of[place] as boolean) || later);
  const alwaysOf = (of: readonly boolean[]): boolean[] =>
    along(true, (place, later) => (of[place] as boolean) && later);
  const evaluate = (part: Formula<S>): boolean[] => {
    switch (part.kind) {
      case 'constant':
        return everywhere(() => part.value);
      case 'state':
        return everywhere((place) => part.holds(states[place] as never));
      case 'enabled': {
        const matching = matchingActions(part.action, actions, 'S109');
        return everywhere((place) => matching.some((index) => actions[index]?.enabled(states[place] as S) === true));
      }
      case 'taken': {
        const matching = matchingActions(part.action, actions, 'S109');
        return everywhere((place) => matching.includes(taken[place]?.index ?? -1));
      }
      case 'not':
        return evaluate(part.of).map((value) => !value);
      case 'next': {
        const values = evaluate(part.of);
        return everywhere((place) => values[after(place)] as boolean);
      }
      case 'always':
        return alwaysOf(evaluate(part.of));
      case 'eventually':
        return eventuallyOf(evaluate(part.of));
      case 'and':
      case 'or': {
        const parts = part.of.map(evaluate);
        return everywhere((place) =>
          part.kind === 'and' ? parts.every((values) => values[place]) : parts.some((values) => values[place]),
        );
      }
      case 'implies': {
        const [left, right] = [evaluate(part.left), evaluate(part.right)];
        return everywhere((place) => !left[place] || (right[place] as boolean));
      }
      case 'until':
        return untilOf(evaluate(part.left), evaluate(part.right));
      case 'release': {
        const [left, right] = [evaluate(part.left), evaluate(part.right)];
        return along(true, (place, later) => (right[place] as boolean) && ((left[place] as boolean) || later));
      }
      case 'leadsTo': {
        const [left, right] = [evaluate(part.left), eventuallyOf(evaluate(part.right))];
        return alwaysOf(everywhere((place) => !left[place] || (right[place] as boolean)));
      }
    }
  };
  return evaluate(formula)[0] === true;
}
