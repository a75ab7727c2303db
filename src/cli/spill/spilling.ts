import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Spill } from '../../explore/spilling.ts';
import { SpecError } from '../../spec/spec-error.ts';
import { NotRead } from '../../state/spill/scratch.ts';
import type { MemoryWatch } from '../memory.ts';
import type { ScratchFolder } from './scratch-folder.ts';

/** What matters here of what a command line asks of `check`. */
export interface Spillable {
  readonly engine: string;
  readonly search: string;
  readonly approximate?: unknown;
  readonly checkpoint?: string;
  readonly resume?: string;
  /** A folder for what there is no room for in memory. */
  readonly spill?: string;
}

/** @throws SpecError U136 for what does not go together */
export function requireSpillable(options: Spillable): void {
  const unspilled = options.spill === undefined ? undefined : whatCannotSpill(options);
  if (unspilled === undefined) return;
  throw new SpecError('U136', {
    text: `${unspilled} cannot go on on disk`,
    help: 'Leave out --spill, or that: it is for breadth-first searches of the usual engine.',
  });
}

function whatCannotSpill({ engine, search, approximate, checkpoint, resume }: Spillable): string | undefined {
  if (approximate !== undefined) return 'an approximate search';
  if (search === 'dfs') return 'a depth-first search';
  if (checkpoint !== undefined || resume !== undefined) return 'a search that is kept in checkpoints';
  return engine === 'default' ? undefined : `a search by the ${engine} engine`;
}

/** How a search goes on in a folder when memory is full. */
export function spillInto(scratch: ScratchFolder, memory: MemoryWatch): Spill {
  return {
    scratch,
    onSpilled: () => {
      collectGarbage();
      memory.allowMore();
    },
    onOver: memory.allowNoMore,
  };
}

/** What was in memory is given back at once, and not some time later. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** What to tell of something that was put on disk and cannot be read any more; any other error is left as it is. */
export function asUnreadable(path: string, error: unknown): unknown {
  if (!(error instanceof NotRead)) return error;
  return new SpecError('U144', {
    text: `what was put into "${path}" cannot be read back: ${error.message}`,
    help: 'The disk may be damaged. Nothing is known of the spec: check it again, with another folder.',
    cause: error,
  });
}
