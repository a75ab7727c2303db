import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Keeper } from '../../explore/checkpoint/keeper.ts';
import { SpecError } from '../../spec/spec-error.ts';
import { Damaged, partOf, requireSound, type Source } from '../../state/saving/sink.ts';
import { writeCheckpoint } from './file-sink.ts';
import { type OpenCheckpoint, openCheckpoint } from './file-source.ts';
import { type Lock, takeLock } from './lock.ts';
import { type Origin, originFrom, requireSameOrigin } from './origin.ts';

/** Writing takes no more than this share of a run's time, however long the interval that was asked for. */
const greatestShare = 0.1;

/** A folder in which a check is kept, of this run alone until it is released. */
export interface CheckpointFolder {
  readonly path: string;
  /** Of the check that is kept there; absent if the check is yet to begin. */
  readonly origin?: Origin;
  /** How the searches of a check are kept. @throws SpecError U142 if it is not the check that is kept there */
  readonly keepers: (origin: Origin, every: number) => (search: number) => Keeper;
  /** Why the last checkpoint could not be written, if it could not. */
  readonly failure: () => string | undefined;
  readonly release: () => void;
}

/** The files of the two searches that a check may consist of. */
const fileNames = ['search.checkpoint', 'search-with-history.checkpoint'] as const;

/**
 * Takes a folder to keep a new check in; makes it if need be.
 * @throws SpecError U139 if it cannot be used, U141 if another run uses it or another check is kept in it
 */
export function newCheckpointFolder(path: string): CheckpointFolder {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new SpecError('U139', { text: `"${path}" cannot be made: ${(error as Error).message}` });
  }
  const lock = lockOf(path);
  if (!fileNames.some((name) => existsSync(join(path, name)))) return folder(path, lock);
  lock.release();
  throw new SpecError('U141', {
    text: `"${path}" holds a checkpoint already`,
    help: `Go on from it with --resume ${path}, or name another folder.`,
  });
}

/**
 * Takes a folder in which a check is kept, to go on with it.
 * @throws SpecError U140 if what is there is damaged, U141 if another run uses it, U143 if there is nothing
 */
export function keptCheckpointFolder(path: string): CheckpointFolder {
  const first = join(path, fileNames[0]);
  if (!existsSync(first))
    throw new SpecError('U143', {
      text: `there is no checkpoint in "${path}"`,
      help: 'It is the folder that was given as --checkpoint.',
    });
  const lock = lockOf(path);
  try {
    return folder(path, lock, readOrigin(first));
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lockOf(path: string): Lock {
  try {
    return takeLock(path);
  } catch (error) {
    if (error instanceof SpecError) throw error;
    throw new SpecError('U139', {
      text: `"${path}" cannot be written: ${(error as Error).message}`,
      help: 'Name a folder that you may write to.',
    });
  }
}

function folder(path: string, lock: Lock, saved?: Origin): CheckpointFolder {
  let failure: string | undefined;
  return {
    path,
    ...(saved && { origin: saved }),
    keepers: (origin, every) => {
      if (saved !== undefined) requireSameOrigin(saved, origin);
      const write = (search: number, save?: Parameters<Keeper['keep']>[0]): void => {
        lock.requireHeld();
        writeCheckpoint(fileOf(path, search), (sink) => {
          sink.value({ origin, search, hasBegun: save !== undefined });
          save?.(sink);
        });
      };
      if (saved === undefined) write(0);
      return (search) =>
        keeperOf(path, search, every, (save) => {
          try {
            write(search, save);
            failure = undefined;
          } catch (error) {
            if (error instanceof SpecError) throw error;
            failure = (error as Error).message;
          }
        });
    },
    failure: () => failure,
    release: lock.release,
  };
}

function keeperOf(path: string, search: number, every: number, write: Keeper['keep']): Keeper {
  let nextAt = performance.now() + every;
  const kept = existsSync(fileOf(path, search)) ? keptSearch(fileOf(path, search)) : undefined;
  return {
    ...(kept && { kept }),
    isDue: () => performance.now() >= nextAt,
    keep: (save) => {
      const startedAt = performance.now();
      write(save);
      const took = performance.now() - startedAt;
      nextAt = startedAt + took + Math.max(every, took / greatestShare);
    },
  };
}

/** What is kept of a search; nothing if it had not begun. Everything that is wrong with it shows as one error. */
function keptSearch(file: string): Source | undefined {
  const checkpoint = open(file);
  const hasBegun = refusing(file, () => partOf(checkpoint.value(), 'hasBegun') === true);
  if (!hasBegun) {
    checkpoint.close();
    return undefined;
  }
  return checkpoint;
}

function readOrigin(file: string): Origin {
  const checkpoint = open(file);
  try {
    return refusing(file, () => {
      const head = checkpoint.value();
      requireSound(partOf(head, 'search') === 0, 'it is of another search');
      return originFrom(partOf(head, 'origin'));
    });
  } finally {
    checkpoint.close();
  }
}

function open(file: string): OpenCheckpoint {
  return refusing(file, () => openCheckpoint(file));
}

function fileOf(path: string, search: number): string {
  return join(path, fileNames[search] as string);
}

/** Runs something that reads a checkpoint. @throws SpecError U140 if that is damaged */
function refusing<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asRefusal(file, error);
  }
}

/** What to tell of a checkpoint that does not fit together, or cannot be read; any other error is left as it is. */
export function asRefusal(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const isUnreadable = error instanceof Error && typeof code === 'string' && /^E[A-Z]+$/.test(code);
  if (!(error instanceof Damaged) && !isUnreadable) return error;
  return new SpecError('U140', {
    text: `the checkpoint in "${path}" cannot be used: ${(error as Error).message}`,
    help: 'It is damaged, or was not written by this program. Check again from the start, in another folder.',
    cause: error,
  });
}
