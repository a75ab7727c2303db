import type { Network } from '../network.ts';
import type { AnyMessage, AnyProcessesState } from '../processes-state.ts';
import { SpecError } from '../spec-error.ts';
import type { EnvironmentState } from './environment-state.ts';
import { type FaultName, type Faults, faultNames, type Refusals, requireFault } from './faults.ts';

/**
 * How a process learns that another has crashed.
 * - `none`: not at all.
 * - `perfect`: every process that has crashed comes to be suspected by every process that is up, and nobody else is.
 * - `eventually-strong`: as often as the budget `suspicion` says, a process that is up is suspected, too, and no longer
 *   some time later.
 *
 * T. D. Chandra and S. Toueg, "Unreliable failure detectors for reliable distributed systems", JACM 43(2), 1996.
 */
export type FailureDetector = 'none' | 'perfect' | 'eventually-strong';

/** What a spec says of its environment. */
export interface Environment {
  /** How often each fault may happen unless told; a fault that is not named does not happen unless told. */
  readonly faults?: Faults;
  /** The faults that may be asked for; all that the spec has a meaning for unless told. */
  readonly allow?: readonly FaultName[];
  /** `none` unless told. */
  readonly detector?: FailureDetector;
  /** The fields of a local state that survive a crash; without this, no process recovers. */
  readonly durable?: readonly string[];
  /**
   * Whether a process that sends several messages in one effect can crash between them: each then leaves in a step of
   * its own (`stepwise`, unless told), or all leave at once (`atomic`). Without crashes it makes no difference, and they
   * leave at once.
   */
  readonly sending?: 'stepwise' | 'atomic';
}

/** An environment in which some fault can happen. */
export interface Surroundings {
  readonly faults: Faults;
  readonly network: Network;
  readonly detector: FailureDetector;
  readonly durable: readonly string[];
  readonly isStepwise: boolean;
  readonly ids: readonly number[];
}

/** The state of a process spec in which some fault can happen. */
export type Surrounded = AnyProcessesState & { environment: EnvironmentState<AnyMessage> };

/**
 * Puts together what a spec says and what was asked for.
 * @throws SpecError S109 for an unknown detector
 */
export function surroundings(
  environment: Environment,
  faults: Faults,
  network: Network,
  ids: readonly number[],
): Surroundings {
  const { detector = 'none', durable = [], sending = 'stepwise' } = environment;
  requireOneOf('detector', detector, ['none', 'perfect', 'eventually-strong']);
  requireOneOf('sending', sending, ['stepwise', 'atomic']);
  const isStepwise = faults.crash !== undefined && sending === 'stepwise';
  return { faults, network, detector, durable, isStepwise, ids };
}

function requireOneOf(part: string, word: string, words: readonly string[]): void {
  if (words.includes(word)) return;
  throw new SpecError('S109', {
    text: `the \`${part}\` of its environment is ${JSON.stringify(word)}`,
    help: `It is one of ${words.join(', ')}.`,
  });
}

/** True if processes have failure detectors that can suspect anybody. */
export function hasSuspicions({ detector, faults }: Pick<Surroundings, 'detector' | 'faults'>): boolean {
  return detector !== 'none' && (faults.crash !== undefined || faults.suspicion !== undefined);
}

/** The state of an environment in which nothing has happened yet. */
export function initialEnvironment(around: Surroundings): EnvironmentState<AnyMessage> {
  const { faults, isStepwise, ids } = around;
  return {
    left: { ...faults },
    ...(faults.crash !== undefined && { crashed: ids.map(() => false) }),
    ...(isStepwise && { outbox: ids.map(() => []) }),
    ...(hasSuspicions(around) && { suspected: ids.map(() => new Set<number>()) }),
    ...(faults.partition !== undefined && { apart: [] }),
  };
}

/** Takes one from the budget of a fault. */
export function spend({ environment: { left } }: Surrounded, fault: FaultName): void {
  left[fault] = (left[fault] ?? 0) - 1;
}

/** True if a fault may happen once more. */
export function isLeft(state: { readonly environment?: { readonly left: Faults } }, fault: FaultName): boolean {
  return (state.environment?.left[fault] ?? 0) > 0;
}

/** Which faults have no meaning for a spec, and why. */
export function refusalsOf(
  environment: Environment,
  { network, hasMessages }: { readonly network: Network; readonly hasMessages: boolean },
): Refusals {
  const refusals = new Map<FaultName, string>();
  if (!hasMessages)
    for (const name of ['loss', 'duplication', 'reordering', 'partition'] as const)
      refusals.set(name, 'its processes receive no messages');
  else if (network.kind === 'unordered') refusals.set('reordering', 'its channels do not keep the order anyway');
  if (environment.durable === undefined) refusals.set('recovery', 'it does not say which fields are `durable`');
  if (environment.detector !== 'eventually-strong')
    refusals.set('suspicion', 'its failure detector is not eventually strong');
  const { allow } = environment;
  for (const name of allow ?? []) requireFault(name);
  if (allow !== undefined)
    for (const name of faultNames)
      if (!allow.includes(name) && !refusals.has(name)) refusals.set(name, 'its environment leaves it out');
  return refusals;
}
