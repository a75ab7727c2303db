import type { Outcome } from './mutants.ts';

/** A condition of a guard whose removal changes no verdict: what that means, and why it stays. */
export interface Unneeded {
  readonly spec: string;
  /** The action and the text of the condition. */
  readonly condition: string;
  /** `implied` is dead weight, as the action is enabled no more often; with `unseen` it is, and no property minds. */
  readonly outcome: Exclude<Outcome, 'needed'>;
  readonly reason: string;
}

const mayStart: Pick<Unneeded, 'condition' | 'outcome' | 'reason'> = {
  condition: 'start: may start an election',
  outcome: 'unseen',
  reason: 'who may start is for the configuration to say: whoever does, the same leader is elected',
};

/** All conditions of bundled specs that no verdict depends on. */
export const unneeded: readonly Unneeded[] = [
  { spec: 'election/chang-roberts', ...mayStart },
  { spec: 'election/dolev-klawe-rodeh', ...mayStart },
  { spec: 'election/hirschberg-sinclair', ...mayStart },
  { spec: 'election/le-lann', ...mayStart },
  {
    spec: 'mutual-exclusion/lamport',
    condition: 'enter: wants to enter',
    outcome: 'implied',
    reason: 'what was heard is forgotten when a process enters; with the bug awaitLater it is needed',
  },
  {
    spec: 'mutual-exclusion/lamport-bakery',
    condition: 'draw: the number is within the bound of the search',
    outcome: 'implied',
    reason: 'two requests of two processes do not get there; with any number of them it keeps the search finite',
  },
  {
    spec: 'mutual-exclusion/lamport-bakery',
    condition: 'seeNotDrawing: has not looked at all',
    outcome: 'implied',
    reason: 'there is nobody left to look at; with the bug sayDrawing it is needed',
  },
  {
    spec: 'mutual-exclusion/lamport-bakery',
    condition: 'seeNotDrawing: does not know yet whether the other draws',
    outcome: 'unseen',
    reason: 'who looks again learns nothing new, and stays where it is',
  },
];
