import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { didYouMean } from '../spec/parameter.ts';
import { isSpec, type Spec } from '../spec/spec.ts';
import { SpecError } from '../spec/spec-error.ts';
import { type BundledSpec, bundledSpecs } from './bundled.ts';
import { noteFile } from './noted-files.ts';

/** A spec, and the file it was read from. */
export interface LoadedSpec {
  readonly spec: Spec;
  /** The absolute path of its source. */
  readonly file: string;
  /** SHA-256 of its source, in hexadecimal. */
  readonly hash: string;
}

const extensions = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Loads the spec that a path, or the bare name of a bundled spec, stands for.
 * @throws SpecError U101 if there is none, S101 if it does not load, S102 if it is not a spec.
 */
export async function loadSpec(request: string): Promise<LoadedSpec> {
  const { source, module } = findSpec(request);
  noteFile(source);
  const hash = hashOf(source);
  const exported = await load(module);
  const spec = exported.default;
  if (!isSpec(spec)) throw notASpec(source, exported);
  return { spec, file: source, hash };
}

/** Whether the file of a spec is another one by now. */
export function hasChanged({ file, hash }: LoadedSpec): boolean {
  try {
    return hashOf(file) !== hash;
  } catch {
    return true;
  }
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { importModule } = await import('./importing.ts');
  let giveUp = (): void => {};
  /** Fails once the process has nothing left to do: what the import still waits for will never happen. */
  const neverDone = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('its top level waits for something that never happens'));
  });
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([importModule(path), neverDone]);
  } catch (error) {
    const { explainImportFailure } = await import('./load-error.ts');
    throw explainImportFailure(path, error);
  } finally {
    process.off('beforeExit', giveUp);
  }
}

function findSpec(request: string): Pick<BundledSpec, 'source' | 'module'> {
  const isName = /^[\w-]+$/.test(request);
  const bundled = isName ? bundledSpecs() : [];
  const match = bundled.find(({ name }) => name === request);
  if (match !== undefined) return match;
  const path = resolve(request);
  if (!existsSync(path)) throw noSuchSpec(request, path, bundled);
  if (statSync(path).isDirectory())
    throw new SpecError('U101', { text: `"${request}" is a folder`, help: `Name its files: ${join(request, '*.ts')}` });
  if (extensions.includes(extname(path))) return { source: path, module: path };
  const text = `"${request}" is not a TypeScript or JavaScript file`;
  throw new SpecError('U101', { text, help: `A spec file ends in ${extensions.join(', ')}.` });
}

function noSuchSpec(request: string, path: string, bundled: readonly BundledSpec[]): SpecError {
  const names = bundled.map(({ name }) => name);
  if (names.length > 0) {
    const suggestion = didYouMean(request, names);
    return new SpecError('U101', {
      text: `there is no bundled spec "${request}", and no such file`,
      help: suggestion === undefined ? `The bundled specs are ${names.join(', ')}.` : `Did you mean "${suggestion}"?`,
    });
  }
  const folder = dirname(path);
  const suggestion = existsSync(folder) ? didYouMean(basename(path), readdirSync(folder)) : undefined;
  return new SpecError('U101', {
    text: `there is no file "${request}"`,
    help:
      suggestion === undefined
        ? 'A path starts from the working directory; `unturned list` has the names of the bundled specs.'
        : `Did you mean "${join(dirname(request), suggestion)}"?`,
  });
}

function notASpec(file: string, exported: Readonly<Record<string, unknown>>): SpecError {
  const named = Object.keys(exported).find((name) => isSpec(exported[name]));
  const before = readFileSync(file, 'utf8').split(/^export default\b/m);
  const found = !('default' in exported)
    ? 'the file has no default export'
    : `the default export is ${describe(exported.default)}, not a spec`;
  return new SpecError('S102', {
    text: found,
    help:
      named === undefined
        ? 'End the file with `export default processes({ ... })` or `export default spec({ ... })`.'
        : `It exports a spec as "${named}": make that its default export.`,
    location: { file, line: before.length === 1 ? 1 : (before[0] as string).split('\n').length, column: 1 },
  });
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return 'a promise';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'a plain object' : `a ${typeof value}`;
}
