import type { Immutable } from 'immer';
import { type InvariantProperty, invariant, type TerminalProperty, terminal } from '../property.ts';
import type { TemporalProperty } from '../temporal/temporal-property.ts';
import type { Scalar } from '../value.ts';
import { inTheLongRun } from './eventual.ts';
import { areCorrect, type Group, type Member, membersOf, type Selector, sequenceOf, verb } from './group.ts';

/** Where a process keeps what it has proposed and decided. */
export interface ConsensusSelectors<L> {
  /** The values that the process has proposed: one, or none if it has not, or proposes nothing. */
  readonly proposed: Selector<Immutable<L>, readonly Scalar[]>;
  /** The values that it has decided, in order; more than one breaks `integrity`. */
  readonly decided: Selector<Immutable<L>, readonly Scalar[]>;
}

/**
 * The properties of consensus, as defined by C. Cachin, R. Guerraoui and L. Rodrigues, "Introduction to Reliable and
 * Secure Distributed Programming", 2nd edition, Springer, 2011, modules 5.1 and 5.2. A process is correct if it does not
 * crash in the run, or has recovered by its end.
 */
export interface ConsensusGuarantees<S> {
  /** If a process decides a value, then some process has proposed it. */
  readonly validity: () => InvariantProperty<S>;
  /** No process decides twice. */
  readonly integrity: () => InvariantProperty<S>;
  /** No two correct processes decide differently. Two that are up when both have decided stay so in some run. */
  readonly agreement: () => InvariantProperty<S>;
  /** No two processes decide differently, correct or not. */
  readonly uniformAgreement: () => InvariantProperty<S>;
  /** Every correct process eventually decides. Judged where a run ends; runs that go on for ever are not judged. */
  readonly termination: () => TerminalProperty<S>;
  /** The same as a temporal formula, of every run that is as fair as the spec declares, whether it ends or not. */
  readonly eventually: { readonly termination: () => TemporalProperty<S> };
}

interface Votes {
  readonly proposed: readonly Scalar[];
  readonly decided: readonly Scalar[];
}

type Members = readonly (Member & Votes)[];

/** The properties of a group whose processes keep their values where the selectors say. */
export function consensus<S, L>({ proposed, decided }: ConsensusSelectors<L>, group: Group<S>): ConsensusGuarantees<S> {
  const look = membersOf(group, 'consensus', (process, id) => ({
    get proposed() {
      return sequenceOf('proposed', proposed as never, process, id);
    },
    get decided() {
      return sequenceOf('decided', decided as never, process, id);
    },
  })) as (state: unknown) => Members;
  const options = (description: string, flaw: (members: Members) => string | undefined) => ({
    description,
    explain: (state: unknown) => flaw(look(state)) ?? '',
  });
  const always = (description: string, flaw: (members: Members) => string | undefined): InvariantProperty<S> =>
    invariant<S>((state) => flaw(look(state)) === undefined, options(description, flaw));
  return {
    validity: () => always('what a process decides, some process has proposed', invented),
    integrity: () => always('no process decides twice', twice),
    agreement: () =>
      always('no two correct processes decide differently', (members) =>
        difference(members.filter(({ isUp }) => isUp)),
      ),
    uniformAgreement: () => always('no two processes decide differently, correct or not', difference),
    termination: () =>
      terminal<S>((state) => undecided(look(state)) === undefined, options('every correct process decides', undecided)),
    eventually: { termination: () => inTheLongRun('every correct process decides', look, undecided) },
  };
}

function invented(members: Members): string | undefined {
  const known = members.flatMap(({ proposed }) => proposed);
  for (const { name, decided } of members) {
    const value = decided.find((one) => !known.includes(one));
    if (value !== undefined) return `${name} decides ${value}, which nobody has proposed`;
  }
  return undefined;
}

function twice(members: Members): string | undefined {
  const member = members.find(({ decided }) => decided.length > 1);
  return member && `${member.name} decides ${member.decided.join(', and then ')}`;
}

function difference(members: Members): string | undefined {
  for (const [i, one] of members.entries())
    for (const other of members.slice(i + 1)) {
      const [a] = one.decided;
      const [b] = other.decided;
      if (a === undefined || b === undefined || a === b) continue;
      const [gone, left] = one.isUp && !other.isUp ? [other, one] : [one, other];
      return `${told(gone)}, ${told(left)}`;
    }
  return undefined;
}

function told({ name, isUp, decided }: Member & Votes): string {
  return isUp ? `${name} decides ${decided[0]}` : `${name} decided ${decided[0]} and crashed`;
}

function undecided(members: Members): string | undefined {
  const waiting = members.filter(({ isUp, decided }) => isUp && decided.length === 0).map(({ name }) => name);
  return waiting.length === 0 ? undefined : `${areCorrect(waiting)} never ${verb(waiting, 'decide')}`;
}
