import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SourceLocation } from '../spec/source-location.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import { readSource, shownPath } from './files.ts';

/** A configuration that was read. */
export interface ConfigFile {
  /** Its absolute path. */
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const names = ['ts', 'mts', 'js', 'mjs'].map((ending) => `unturned.config.${ending}`);

/** The nearest configuration in a folder or above it; `undefined` if there is none. */
export function findConfig(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const above = dirname(folder);
  return above === folder ? undefined : findConfig(above);
}

/**
 * Reads a configuration.
 * @throws SpecError U130 if it does not load, or exports no object.
 */
export async function loadConfig(request: string): Promise<ConfigFile> {
  const path = resolve(request);
  if (!existsSync(path))
    throw new SpecError('U130', {
      text: `there is no file "${request}"`,
      help: 'A path starts from the working directory.',
    });
  const exported = await importConfig(path);
  const values = exported.default;
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new SpecError('U130', {
      text:
        'default' in exported ? 'its default export is no object of settings' : `"${request}" has no default export`,
      help: 'It ends with `export default defineConfig({ ... })`.',
      location: { file: path, line: 1, column: 1 },
    });
  return { path, values: values as ConfigFile['values'] };
}

async function importConfig(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { importModule } = await import('./importing.ts');
  try {
    return await importModule(path);
  } catch (error) {
    const { explainImportFailure } = await import('./load-error.ts');
    const failure = explainImportFailure(path, error);
    if (!isSpecError(failure)) throw failure;
    const { text, location } = failure.details;
    throw new SpecError('U130', {
      text,
      help: 'Nothing is checked until it loads; --no-config does without.',
      ...(location && { location }),
    });
  }
}

/** Where a setting stands in its file. */
export function placeIn({ path }: ConfigFile, name: string): SourceLocation {
  const before = (readSource(path) ?? '').split(new RegExp(`(?<![\\w$.])(?=['"]?${name}['"]?\\s*[:,(])`))[0] ?? '';
  const lines = before.split('\n');
  return { file: shownPath(path), line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
