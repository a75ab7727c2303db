import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SpecError } from '../../spec/spec-error.ts';
import type { LoadedSpec } from '../load.ts';
import { packageFolder, packageVersion } from '../package-folder.ts';
import { type CheckpointFolder, keptCheckpointFolder, newCheckpointFolder } from './folder.ts';
import { hashesOf, type Origin } from './origin.ts';

/** What matters here of what a command line asks of `check`. */
export interface Keepable extends Omit<Origin, 'version' | 'spec' | 'files'> {
  readonly engine: string;
  readonly search: string;
  readonly approximate?: unknown;
  /** A folder to keep the search in, how often in milliseconds, and a folder to go on from. */
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly resume?: string;
}

/** A check as it was asked for, or as it was once asked for and is to go on. */
export interface Kept<T extends Keepable> {
  readonly requests: readonly string[];
  readonly options: T;
  readonly folder?: CheckpointFolder;
}

const usualInterval = 60_000;

/**
 * Finds out where a check is to be kept, and what is checked if it goes on.
 * @throws SpecError U105 without a spec, U139 for what does not go together, U140, U141 and U143 for the folder
 */
export function openKept<T extends Keepable>(requests: readonly string[], options: T): Kept<T> {
  const { checkpoint, checkpointEvery, resume } = options;
  if (resume === undefined && requests.length === 0)
    throw new SpecError('U105', {
      text: 'missing required argument "spec"',
      help: 'See `unturned --help`, or --help after a command.',
    });
  if (checkpoint === undefined && resume === undefined) {
    if (checkpointEvery !== undefined) refuse('--checkpoint-every is for checkpoints', 'Name a folder: --checkpoint.');
    return { requests, options };
  }
  if (requests.length > 1) refuse('a folder keeps the check of one spec', 'Check the others by themselves.');
  const unkept = whatCannotBeKept(options);
  if (unkept !== undefined) refuse(`${unkept} cannot be kept`, 'Leave out --checkpoint and --resume, or that.');
  if (resume === undefined) return { requests, options, folder: newCheckpointFolder(checkpoint as string) };
  if (checkpoint !== undefined && resolve(checkpoint) !== resolve(resume))
    refuse('a check goes on in the folder where it is kept', 'Leave out --checkpoint.');
  return goOn(requests, options, keptCheckpointFolder(resume));
}

/** How often, in milliseconds. */
export function intervalOf({ checkpointEvery }: Keepable): number {
  return checkpointEvery ?? usualInterval;
}

/** What a checkpoint says it is of. `imported` are the files of the spec. */
export function originOf(
  request: string,
  loaded: LoadedSpec,
  { set, faults, property, ltl, fairness, keepGoing }: Keepable,
  imported: readonly string[],
): Origin {
  const files = [loaded.file, ...imported.filter((file) => !isOfThisPackage(file))];
  return {
    version: packageVersion(),
    spec: existsSync(request) ? loaded.file : request,
    set,
    faults,
    ...(property && { property }),
    ...(ltl && { ltl }),
    ...(fairness && { fairness }),
    keepGoing,
    files: hashesOf(files),
  };
}

function whatCannotBeKept({ engine, search, approximate }: Keepable): string | undefined {
  if (approximate !== undefined) return 'an approximate search';
  if (search === 'dfs') return 'a depth-first search';
  return engine === 'default' ? undefined : `a search by the ${engine} engine`;
}

/** Limits and reports may be others; what is checked may not. */
function goOn<T extends Keepable>(requests: readonly string[], options: T, folder: CheckpointFolder): Kept<T> {
  const kept = folder.origin as Origin;
  const { spec, set, faults, property, ltl, fairness, keepGoing } = kept;
  const isOther = (key: 'set' | 'faults' | 'property' | 'ltl' | 'fairness' | 'keepGoing'): boolean =>
    isGiven(options[key]) && !isDeepStrictEqual(options[key], kept[key]);
  const asked: string[] = Object.entries(flags).flatMap(([key, flag]) =>
    isOther(key as keyof typeof flags) ? [flag] : [],
  );
  const other = requests.find((request) => request !== spec && resolve(request) !== spec);
  if (other !== undefined) asked.unshift(`the spec "${other}"`);
  if (asked[0] !== undefined) {
    folder.release();
    refuse(`${asked[0]} cannot be chosen when a check goes on`, `It is of ${spec}, as it was asked for then.`);
  }
  return { requests: [spec], options: { ...options, set, faults, property, ltl, fairness, keepGoing }, folder };
}

/** What is checked may be said again, if it is the same. */
const flags = {
  set: '--set',
  faults: '--faults',
  property: '--property',
  ltl: '--ltl',
  fairness: '--fairness',
  keepGoing: '--keep-going',
} as const;

function isGiven(value: unknown): boolean {
  return typeof value === 'object' ? Object.keys(value ?? {}).length > 0 : value !== undefined && value !== false;
}

/** What its version stands for. */
function isOfThisPackage(file: string): boolean {
  return (
    ['src', 'dist'].some((name) => file.startsWith(`${packageFolder}${name}${sep}`)) &&
    !file.includes(`${sep}specs${sep}`)
  );
}

function refuse(text: string, help: string): never {
  throw new SpecError('U139', { text, help });
}
