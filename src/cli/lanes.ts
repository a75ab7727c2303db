import type { Configuration } from '../spec/configuration.ts';
import { didYouMean } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';

/** @throws SpecError U115 for the name of a process that the configuration does not have. */
export function requireProcesses<S>({ processNames }: Configuration<S>, names: readonly string[] = []): void {
  const unknown = names.find((name) => !processNames.includes(name));
  if (unknown === undefined) return;
  const suggestion = didYouMean(unknown, processNames);
  throw new SpecError('U115', {
    text: `there is no process "${unknown}" to draw`,
    help:
      processNames.length === 0
        ? 'The spec names no processes, and has no lanes.'
        : suggestion === undefined
          ? `The processes are ${processNames.join(', ')}.`
          : `Did you mean "${suggestion}"?`,
  });
}
