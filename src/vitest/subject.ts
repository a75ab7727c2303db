import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shownPath } from '../cli/files.ts';
import { isBundledName } from '../cli/recording.ts';
import type { RecordedRun } from '../replay.ts';
import { isSpec, type Spec } from '../spec/spec.ts';
import { SpecError } from '../spec/spec-error.ts';
import type { ConfigurationOptions } from './options.ts';

const brand: unique symbol = Symbol.for('unturned.vitest.Subject');

/** A spec: the path of its file, or itself. */
// biome-ignore lint/suspicious/noExplicitAny: specs of all states
export type SpecReference = string | URL | Spec<any, any>;

/** A spec with a configuration, made by `specOf`. */
export interface ConfiguredSpec {
  readonly [brand]: 'spec';
  readonly spec: SpecReference;
  readonly options: ConfigurationOptions;
}

/** A run of a spec, made by `runOf`. */
export interface SpecRun {
  readonly [brand]: 'run';
  readonly spec: SpecReference;
  readonly run: RunOptions;
}

/** The run that is meant, by the names of its steps. */
export type RunOptions = Omit<RecordedRun, 'property'>;

/** What can be expected to hold, to be violated, and so on. */
export type Subject = SpecReference | ConfiguredSpec | SpecRun;

/**
 * A spec with values for its parameters, for several tests of one configuration. A path that begins with `./` or `../` starts
 * from the file of the test, another from the working directory; the name of a bundled spec will do.
 */
export function specOf(spec: SpecReference, options: ConfigurationOptions = {}): ConfiguredSpec {
  return { [brand]: 'spec', spec, options };
}

/** A single run of a spec, step by step, as `--save-test` writes it down: `expect(run).not.toViolate(...)`, `.toReach(...)`. */
export function runOf(spec: SpecReference, run: RunOptions): SpecRun {
  return { [brand]: 'run', spec, run };
}

/** What a matcher was given, told apart. */
export type Resolved = (
  | { readonly kind: 'spec'; readonly options: ConfigurationOptions }
  | { readonly kind: 'run'; readonly run: RunOptions }
) &
  ({ readonly path: string } | { readonly object: Spec });

/** @throws SpecError U101 for what is neither a spec nor the path of one. */
export function resolveSubject(given: unknown, testPath: string | undefined): Resolved {
  if (!isMade(given)) return { kind: 'spec', options: {}, ...resolveReference(given, testPath) };
  const reference = resolveReference(given.spec, testPath);
  return given[brand] === 'spec'
    ? { kind: 'spec', options: given.options, ...reference }
    : { kind: 'run', run: given.run, ...reference };
}

function isMade(given: unknown): given is ConfiguredSpec | SpecRun {
  return typeof given === 'object' && given !== null && brand in given;
}

function resolveReference(
  given: unknown,
  testPath: string | undefined,
): { readonly path: string } | { readonly object: Spec } {
  if (isSpec(given)) return { object: given };
  if (given instanceof URL) return { path: shownPath(fileURLToPath(given)) };
  if (typeof given === 'string')
    return { path: isBundledName(given) ? given : shownPath(resolvePath(given, testPath)) };
  throw new SpecError('U101', {
    text: `${describe(given)} is not a spec, nor the path of one`,
    help: "Expect something of the path of a spec file, './lock.ts', or of the spec that it exports.",
  });
}

/** A path as an import in the test would have it, if it begins with a dot; another starts from the working directory. */
export function resolvePath(path: string, testPath: string | undefined): string {
  const isRelative = /^\.\.?\//.test(path);
  return isRelative && testPath !== undefined ? resolve(dirname(testPath), path) : resolve(path);
}

function describe(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}
