import changRoberts from '../specs/election/chang-roberts.ts';
import maekawa from '../specs/mutual-exclusion/maekawa.ts';
import ricartAgrawala from '../specs/mutual-exclusion/ricart-agrawala.ts';
import bakery from './cliff/bakery.ts';
import budget from './cliff/budget.ts';
import clock from './cliff/clock.ts';
import crowd from './cliff/crowd.ts';
import digest from './cliff/digest.ts';
import gossip from './cliff/gossip.ts';
import log from './cliff/log.ts';
import peterson from './cliff/peterson.ts';
import philosophers from './cliff/philosophers.ts';
import puzzle from './cliff/puzzle.ts';
import shifting from './cliff/shifting.ts';
import twoPhaseCommit from './cliff/two-phase-commit.ts';
import watched from './cliff/watched.ts';

const specs = {
  'ricart-agrawala': ricartAgrawala,
  maekawa,
  'chang-roberts': changRoberts,
  bakery,
  budget,
  clock,
  crowd,
  digest,
  gossip,
  log,
  peterson,
  philosophers,
  puzzle,
  shifting,
  'two-phase-commit': twoPhaseCommit,
  watched,
} as const;

/** The name of a spec that can be measured. */
export type SpecName = keyof typeof specs;

/** A spec that can be measured. */
export function specOf(name: SpecName): (typeof specs)[SpecName] {
  return specs[name];
}

/** A spec and values for its parameters; those not given have their defaults. */
export interface Subject {
  readonly spec: SpecName;
  readonly params: Readonly<Record<string, number>>;
}

/** What tables call a subject: `maekawa(3, 1)`. */
export function nameOf({ spec, params }: Subject): string {
  return `${spec}(${Object.values(params).join(', ')})`;
}
