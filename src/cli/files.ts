import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { SpecError } from '../spec/spec-error.ts';

/** A path as it is shown: relative to the working directory if it lies in it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

/** The text of a file whose path may be relative; `undefined` if it cannot be read. */
export function readSource(path: string): string | undefined {
  try {
    return readFileSync(resolve(path), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Makes sure, before a long search, that its report can be written.
 * @throws SpecError U105
 */
export function requireWritable(path: string): void {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  } catch {
    throw new SpecError('U105', {
      text: `"${path}" cannot be written`,
      help: `Is "${folder}" a folder you may write to?`,
    });
  }
  throw new SpecError('U105', {
    text: `"${path}" is a folder`,
    help: 'Name the file to write, as in json=result.json.',
  });
}

/**
 * Writes a file so that whoever reads it sees either all of the new text or the old.
 * @throws SpecError U105
 */
export function writeAtomically(path: string, text: string): void {
  const isDevice = statSync(path, { throwIfNoEntry: false })?.isFile() === false; // or a pipe: nothing to put in its place
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(isDevice ? path : beside, text);
    if (!isDevice) renameSync(beside, path);
  } catch (error) {
    throw new SpecError('U105', {
      text: `"${path}" could not be written: ${(error as Error).message}`,
      help: 'Is there room on the disk? What was there before is still there.',
    });
  } finally {
    rmSync(beside, { force: true });
  }
}
