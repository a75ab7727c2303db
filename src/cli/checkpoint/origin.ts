import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { SpecError } from '../../spec/spec-error.ts';
import { Damaged, listOf, partOf, requireSound } from '../../state/saving/sink.ts';

/** What a checkpoint says of itself: of which check it is, and of which files the spec was made. */
export interface Origin {
  readonly version: string;
  /** The absolute path of the spec, or the name of a bundled one. */
  readonly spec: string;
  readonly set: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly property?: readonly string[];
  readonly ltl?: readonly string[];
  readonly fairness?: 'weak' | 'strong' | 'none';
  readonly keepGoing: boolean;
  /** SHA-256 of the spec and of everything that it imports, by path, but for packages of this one. */
  readonly files: Readonly<Record<string, string>>;
}

/** The SHA-256 of files by path, in hexadecimal. */
export function hashesOf(files: Iterable<string>): Record<string, string> {
  const hashes = [...new Set(files)]
    .sort()
    .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')] as const);
  return Object.fromEntries(hashes);
}

/** @throws Damaged if it is no description of a check */
export function originFrom(saved: unknown): Origin {
  const text = (value: unknown): string => {
    requireSound(typeof value === 'string' && value.length < 10_000, 'it does not say what was checked');
    return value;
  };
  const texts = (key: string): Record<string, string> => {
    const record = partOf(saved, key);
    partOf(record, '');
    return Object.fromEntries(Object.entries(record as object).map(([name, value]) => [name, text(value)]));
  };
  const some = (key: string): readonly string[] | undefined =>
    partOf(saved, key) === undefined ? undefined : listOf(partOf(saved, key), text, 'no names');
  const [property, ltl, fairness] = [some('property'), some('ltl'), partOf(saved, 'fairness')];
  const isFairness = fairness === undefined || fairness === 'weak' || fairness === 'strong' || fairness === 'none';
  requireSound(isFairness, 'no fairness');
  return {
    version: text(partOf(saved, 'version')),
    spec: text(partOf(saved, 'spec')),
    set: texts('set'),
    faults: texts('faults'),
    ...(property && { property }),
    ...(ltl && { ltl }),
    ...(fairness && { fairness }),
    keepGoing: partOf(saved, 'keepGoing') === true,
    files: texts('files'),
  };
}

/**
 * Makes sure that a check is the one that a checkpoint is of.
 * @throws SpecError U142 if the spec, or this package, is another one by now
 */
export function requireSameOrigin(saved: Origin, present: Origin): void {
  if (saved.version !== present.version)
    throw changed(`it was written by unturned ${saved.version.slice(0, 40)}, and this is ${present.version}`);
  for (const [file, hash] of Object.entries(present.files))
    if (!Object.hasOwn(saved.files, file)) throw changed(`"${file}" was not part of the spec`);
    else if (saved.files[file] !== hash) throw changed(`"${file}" has changed since`);
  for (const file of Object.keys(saved.files))
    if (!Object.hasOwn(present.files, file))
      throw changed(existsSync(file) ? `"${file}" is no longer part of the spec` : `"${file}" is gone`);
  const [before, now] = [saved, present].map(({ files: _, ...check }) => JSON.stringify(check));
  if (before !== now) throw new Damaged('it is of another check');
}

function changed(text: string): SpecError {
  return new SpecError('U142', { text, help: 'What was found so far may be wrong now: check again from the start.' });
}
