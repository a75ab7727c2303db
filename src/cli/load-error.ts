import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locateUserCode, type SourceLocation } from '../spec/source-location.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';

/** Says why a spec file could not be imported, and where. */
export function explainImportFailure(path: string, error: unknown): SpecError {
  if (isSpecError(error)) return error;
  const failure = error instanceof Error ? error : new Error(String(error));
  return missingModule(failure) ?? syntaxError(path, failure) ?? thrownAtImport(path, failure);
}

/** Node's words for an import that leads nowhere: what was looked for, and by which file. */
const notFound = /^Cannot find (?:module|package) '(.+?)' imported from (.+)$/;

function missingModule(error: NodeJS.ErrnoException): SpecError | undefined {
  const match = notFound.exec(error.message.split('\n')[0] ?? '');
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || match === null) return undefined;
  const [, missing = '', importer = ''] = match;
  const file = toPath(importer);
  const location = locateImport(file, missing);
  return new SpecError('S101', {
    text: `it imports "${location?.specifier ?? missing}", which does not exist`,
    help: missing.startsWith('/')
      ? 'Is the path right? It is relative to the importing file, and needs its ending.'
      : 'Is the package installed where this file lies?',
    location: { file, line: location?.line ?? 1, column: location?.column ?? 1 },
    cause: error,
  });
}

/** Finds the import of a package, or of a file by the end of its path. */
function locateImport(file: string, missing: string): { line: number; column: number; specifier: string } | undefined {
  const wanted = basename(missing);
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  for (const [i, text] of lines.entries()) {
    const match = /(?:from|import)\s*\(?\s*(['"])(.+?)\1/.exec(text);
    const specifier = match?.[2];
    if (match === null || specifier === undefined) continue;
    if (specifier !== missing && !specifier.startsWith(`${missing}/`) && basename(specifier) !== wanted) continue;
    return { line: i + 1, column: match.index + match[0].lastIndexOf(specifier) + 1, specifier };
  }
  return undefined;
}

function syntaxError(path: string, error: Error): SpecError | undefined {
  const transform = /^(.+):(\d+):(\d+): ERROR: (.*)$/m.exec(error.message);
  if (transform !== null) {
    const [, file = path, line, column, text = ''] = transform;
    return doesNotCompile(text, { file, line: Number(line), column: Number(column) + 1 }, error);
  }
  if (!(error instanceof SyntaxError)) return undefined;
  const location = pointedAt(error.stack ?? '') ?? pointedAt(nodeCheck(path)) ?? { file: path, line: 1, column: 1 };
  return doesNotCompile(error.message, location, error);
}

function doesNotCompile(text: string, location: SourceLocation, cause: Error): SpecError {
  return new SpecError('S101', { text, location, cause, help: 'Nothing is checked until the file can be read.' });
}

/** What `node --check` prints of a file; it knows the place where the error itself does not. */
function nodeCheck(path: string): string {
  return spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' }).stderr;
}

/** The place at the head of Node's description of a syntax error: file and line, the line, and a caret below it. */
function pointedAt(text: string): SourceLocation | undefined {
  const match = /^(.+):(\d+)\n.*\n(\s*)\^/.exec(text);
  if (match === null) return undefined;
  const [, file = '', line, margin = ''] = match;
  return { file: toPath(file), line: Number(line), column: margin.length + 1 };
}

function thrownAtImport(path: string, error: Error): SpecError {
  return new SpecError('S101', {
    where: 'its top level',
    text: error.message === '' ? error.name : error.message,
    help: 'The file was read, but running it failed before it could export a spec.',
    location: locateUserCode(error) ?? { file: path, line: 1, column: 1 },
    cause: error,
  });
}

function toPath(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}
