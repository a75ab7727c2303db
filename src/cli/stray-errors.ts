import { locateUserCode } from '../spec/source-location.ts';
import { SpecError } from '../spec/spec-error.ts';

/** Errors that a spec throws when nobody waits for it: from a timer, or from a promise that it leaves behind. */
export interface StrayErrors {
  /** The first one, until it is taken; `undefined` if there was none. */
  readonly first: () => unknown;
  readonly take: () => unknown;
  readonly release: () => void;
}

/** Collects stray errors, which would end the process otherwise. */
export function collectStrayErrors(): StrayErrors {
  let first: unknown;
  const collect = (error: unknown): void => {
    first ??= asMistake(error);
  };
  process.on('uncaughtException', collect);
  return {
    first: () => first,
    take: () => {
      const taken = first;
      first = undefined;
      return taken;
    },
    release: () => process.off('uncaughtException', collect),
  };
}

function asMistake(error: unknown): unknown {
  const location = locateUserCode(error);
  if (location === undefined) return error;
  const help = 'A spec is made of plain functions: no promises, no timers.';
  return new SpecError('S103', { text: (error as Error).message, help, location, cause: error });
}
