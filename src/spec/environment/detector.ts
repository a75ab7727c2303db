import type { ActionDefinition, GuardContext } from '../spec.ts';
import { hasSuspicions, isLeft, type Surrounded, type Surroundings, spend } from './environment.ts';
import { isUp } from './environment-state.ts';

type Pair = readonly [process: number, other: number];
type PairAction = ActionDefinition<Surrounded, unknown, Pair>;
type Looking = GuardContext<Surrounded, unknown>;

/**
 * Failure detectors, one for every process: what they suspect changes step by step. A process that has crashed comes to be
 * suspected in the end; suspicion of a process that is up may happen, within the budget, and ends.
 */
export function detectorActions(around: Surroundings): Readonly<Record<string, PairAction>> {
  if (!hasSuspicions(around)) return {};
  const { ids, faults } = around;
  const pairs = ids.flatMap((process) =>
    ids.filter((other) => other !== process).map((other) => [process, other] as const),
  );
  const base = { args: pairs, process: ([process]: Pair) => process };
  const suspect = ({ state }: { state: Surrounded }, [process, other]: Pair): void => {
    state.environment.suspected?.[process]?.add(other);
  };
  return {
    ...(faults.crash !== undefined && {
      suspect: {
        ...base,
        environment: 'suspect',
        guard: {
          'is up': isRunning,
          'does not suspect it yet': ({ state }, pair) => !isSuspected(state, pair),
          'the other has crashed': ({ state }, [, other]) => !isUp(state, other),
        },
        effect: suspect,
      } satisfies PairAction,
    }),
    ...(faults.suspicion !== undefined && {
      mistrust: {
        ...base,
        optional: true,
        environment: 'suspect',
        guard: {
          'is up': isRunning,
          'does not suspect it yet': ({ state }, pair) => !isSuspected(state, pair),
          'the other is up': ({ state }, [, other]) => isUp(state, other),
          'a suspicion is left': ({ state }) => isLeft(state, 'suspicion'),
        },
        effect: ({ state }, pair) => {
          suspect({ state }, pair);
          spend(state, 'suspicion');
        },
      } satisfies PairAction,
    }),
    ...((faults.suspicion !== undefined || faults.recovery !== undefined) && {
      trust: {
        ...base,
        environment: 'trust',
        guard: {
          'is up': isRunning,
          'suspects it': ({ state }, pair) => isSuspected(state, pair),
          'the other is up': ({ state }, [, other]) => isUp(state, other),
        },
        effect: ({ state }, [process, other]) => {
          state.environment.suspected?.[process]?.delete(other);
        },
      } satisfies PairAction,
    }),
  };
}

function isRunning({ state }: Looking, [process]: Pair): boolean {
  return isUp(state, process);
}

function isSuspected(state: Looking['state'], [process, other]: Pair): boolean {
  return state.environment.suspected?.[process]?.has(other) === true;
}
