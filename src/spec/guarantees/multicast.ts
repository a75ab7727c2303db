import type { Immutable } from 'immer';
import { type InvariantProperty, invariant, type TerminalProperty, terminal } from '../property.ts';
import { SpecError } from '../spec-error.ts';
import type { TemporalProperty } from '../temporal/temporal-property.ts';
import type { Scalar } from '../value.ts';
import { inTheLongRun } from './eventual.ts';
import { areCorrect, type Group, listOf, type Member, membersOf, type Selector, sequenceOf, verb } from './group.ts';
import { causalGap, disorder, fifoGap, type Logged } from './order.ts';

/** Where a process keeps what it has multicast and delivered. Messages are told apart by names, which are scalars. */
export interface MulticastSelectors<L> {
  /** The messages that the process has delivered, in order. */
  readonly delivered: Selector<Immutable<L>, readonly Scalar[]>;
  /** The messages that it has multicast, in order. */
  readonly multicast: Selector<Immutable<L>, readonly Scalar[]>;
  /** How many messages it had delivered before each of these; nothing but `causalOrder` needs it. */
  readonly before?: Selector<Immutable<L>, readonly number[]>;
}

/**
 * The guarantees of multicast to a group, as defined by V. Hadzilacos and S. Toueg, "A modular approach to fault-tolerant
 * broadcasts and related problems", Cornell University TR 94-1425, 1994. A process is correct if it does not crash in the
 * run, or has recovered by its end.
 *
 * What happens *eventually* (`validity`, `agreement`, `uniformAgreement`) is judged where a run ends: where nothing can
 * happen any more but faults. Runs that go on for ever are not judged; for these there are the same guarantees as temporal
 * formulas, below `eventually`. The others are judged in every state; a process
 * that breaks an order is up when it does, and in some run it stays up, so that it makes no difference whether the order
 * is asked of correct processes only; but for `totalOrder`, which compares two.
 */
export interface MulticastGuarantees<S> {
  /** Every process delivers a message at most once, and only if it was multicast before. */
  readonly integrity: () => InvariantProperty<S>;
  /** If a correct process multicasts a message, then it eventually delivers it. */
  readonly validity: () => TerminalProperty<S>;
  /** If a process multicasts m before m', then no process delivers m' unless it has delivered m before. */
  readonly fifoOrder: () => InvariantProperty<S>;
  /**
   * If the multicast of m happened before the multicast of m', then no process delivers m' unless it has delivered m
   * before. m happened before m' if the process that multicasts m' has multicast or delivered m before, and by transitivity.
   */
  readonly causalOrder: () => InvariantProperty<S>;
  /** If two correct processes both deliver m and m', then both deliver them in the same order. */
  readonly totalOrder: () => InvariantProperty<S>;
  /** If two processes, correct or not, both deliver m and m', then both deliver them in the same order. */
  readonly uniformTotalOrder: () => InvariantProperty<S>;
  /** If a correct process delivers a message, then all correct processes eventually deliver it. */
  readonly agreement: () => TerminalProperty<S>;
  /** If a process, correct or not, delivers a message, then all correct processes eventually deliver it. */
  readonly uniformAgreement: () => TerminalProperty<S>;
  /**
   * What happens eventually, as temporal formulas, of every run that is as fair as the spec declares, whether it ends or
   * not. As long as the states are finitely many, so are the messages: from some time on nothing is multicast or delivered
   * any more and nobody crashes, and each guarantee says what is true from then on.
   */
  readonly eventually: Readonly<Record<'validity' | 'agreement' | 'uniformAgreement', () => TemporalProperty<S>>>;
}

/** The guarantees of a group whose processes keep their messages where the selectors say. */
export function multicast<S, L>(selectors: MulticastSelectors<L>, group: Group<S>): MulticastGuarantees<S> {
  const { delivered, multicast: sent, before } = selectors;
  const look = membersOf(group, 'multicast', (process, id) => ({
    get delivered() {
      return sequenceOf('delivered', delivered as never, process, id);
    },
    get multicast() {
      return sequenceOf('multicast', sent as never, process, id);
    },
    get before() {
      return before === undefined ? [] : sequenceOf<never, number>('before', before as never, process, id);
    },
  })) as (state: unknown) => readonly (Member & Logged)[];
  const always = (description: string, flaw: Flaw): InvariantProperty<S> =>
    invariant<S>((state) => flaw(look(state)) === undefined, {
      description,
      explain: (state) => flaw(look(state)) ?? '',
    });
  const inTheEnd = (description: string, flaw: Flaw): TerminalProperty<S> =>
    terminal<S>((state) => flaw(look(state)) === undefined, {
      description,
      explain: (state) => flaw(look(state)) ?? '',
    });
  return {
    integrity: () => always('a message is delivered at most once, and only if it was multicast', phantom),
    validity: () => inTheEnd(...validity),
    fifoOrder: () => always('the messages of one process are delivered in the order of its multicasts', fifoGap),
    causalOrder: () => {
      requireBefore(before);
      return always('a message is delivered after those that happened before it', causalGap);
    },
    totalOrder: () =>
      always('correct processes deliver messages in the same order', (members) =>
        disorder(members.filter(({ isUp }) => isUp)),
      ),
    uniformTotalOrder: () => always('processes, correct or not, deliver messages in the same order', disorder),
    agreement: () => inTheEnd(...agreement),
    uniformAgreement: () => inTheEnd(...uniformAgreement),
    eventually: {
      validity: () => inTheLongRun(validity[0], look, validity[1]),
      agreement: () => inTheLongRun(agreement[0], look, agreement[1]),
      uniformAgreement: () => inTheLongRun(uniformAgreement[0], look, uniformAgreement[1]),
    },
  };
}

/** What is wrong with a group, in words; nothing if nothing is. */
type Flaw = (members: readonly (Member & Logged)[]) => string | undefined;

/** What happens eventually: what it says, and what is wrong where it does not. */
type Eventual = readonly [description: string, flaw: Flaw];

const validity: Eventual = ['a correct process delivers what it multicasts', undelivered];

const agreement: Eventual = [
  'what a correct process delivers, all correct processes deliver',
  (members) =>
    missing(
      members,
      members.filter(({ isUp }) => isUp),
    ),
];

const uniformAgreement: Eventual = [
  'what any process delivers, correct or not, all correct processes deliver',
  (members) => missing(members, members),
];

function requireBefore(before: unknown): void {
  if (before !== undefined) return;
  throw new SpecError('S109', {
    text: 'causalOrder() is used without the selector `before`',
    help: 'Say how many messages a process had delivered before each of its multicasts: multicast({ before: ... }).',
  });
}

function phantom(members: readonly (Member & Logged)[]): string | undefined {
  const known = new Set(members.flatMap(({ multicast }) => multicast));
  for (const { name, delivered } of members) {
    const again = delivered.find((message, i) => delivered.indexOf(message) < i);
    if (again !== undefined) return `${name} delivers ${again} twice`;
    const unknown = delivered.find((message) => !known.has(message));
    if (unknown !== undefined) return `${name} delivers ${unknown}, which nobody has multicast`;
  }
  return undefined;
}

function undelivered(members: readonly (Member & Logged)[]): string | undefined {
  for (const { name, isUp, multicast, delivered } of members) {
    const lost = isUp ? multicast.find((message) => !delivered.includes(message)) : undefined;
    if (lost !== undefined) return `${name} multicasts ${lost}, is correct and never delivers it`;
  }
  return undefined;
}

/** A message that one of the witnesses has delivered, and some process that is up has not. */
function missing(members: readonly (Member & Logged)[], witnesses: readonly (Member & Logged)[]): string | undefined {
  const correct = members.filter(({ isUp }) => isUp);
  for (const message of new Set(witnesses.flatMap(({ delivered }) => delivered))) {
    const without = correct.filter(({ delivered }) => !delivered.includes(message)).map(({ name }) => name);
    if (without.length === 0) continue;
    const those = witnesses.filter(({ delivered }) => delivered.includes(message));
    const crashed = those.filter(({ isUp }) => !isUp).map(({ name }) => name);
    const up = those.filter(({ isUp }) => isUp).map(({ name }) => name);
    const who = [
      ...(crashed.length > 0 ? [`${listOf(crashed)} delivered ${message} and crashed`] : []),
      ...(up.length > 0 ? [`${areCorrect(up)} ${verb(up, 'deliver')} ${message}`] : []),
    ];
    return `${who.join('; ')}; ${areCorrect(without)} never ${verb(without, 'deliver')} ${message}`;
  }
  return undefined;
}
