/** A run that goes round for ever, by the numbers of states and actions. */
export interface Lasso {
  /** The last state is the one at which the loop begins, unless the run stays there, taking no action. */
  readonly states: readonly number[];
  /** The action of each step; the one by which a run stays where it is may be among them. */
  readonly actions: readonly number[];
  /** The place of the state at which the loop begins; the last place if the run stays there. */
  readonly loop: number;
}

/**
 * The same infinite run, written down as shortly as can be: a loop that goes round several times in the same way does so
 * once, and a way into the loop that is the end of the loop is taken for that.
 */
export function shorten({ states, actions, loop }: Lasso, stay: number): Lasso {
  const stem = actions.slice(0, loop);
  const stays = loop === states.length - 1;
  const round = stays ? [stay] : primitive(states.slice(loop, -1), actions.slice(loop));
  const roundStates = states.slice(loop, loop + round.length);
  while (stem.length > 0 && stem.at(-1) === round.at(-1) && states[stem.length - 1] === roundStates.at(-1)) {
    stem.pop();
    round.unshift(round.pop() as number);
    roundStates.unshift(roundStates.pop() as number);
  }
  const before = states.slice(0, stem.length);
  if (round.every((action) => action === stay))
    return { states: [...before, roundStates[0] as number], actions: stem, loop: stem.length };
  const [first = 0] = roundStates;
  return { states: [...before, ...roundStates, first], actions: [...stem, ...round], loop: stem.length };
}

/** The actions of the shortest part of which a loop is a repetition. */
function primitive(states: readonly number[], actions: readonly number[]): number[] {
  const { length } = actions;
  const period = Array.from({ length }, (_, i) => i + 1).find(
    (step) =>
      length % step === 0 &&
      actions.every(
        (action, i) => action === actions[(i + step) % length] && states[i] === states[(i + step) % length],
      ),
  );
  return actions.slice(0, period);
}
