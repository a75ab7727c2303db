import { randomUUID } from 'node:crypto';
import { closeSync, constants, mkdirSync, openSync, readSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SpecError } from '../../spec/spec-error.ts';
import { NotRead, NotWritten, type Scratch, type ScratchFile } from '../../state/spill/scratch.ts';

/** A folder for what a search has no room for in memory. Runs that share it do not see each other's files. */
export interface ScratchFolder extends Scratch {
  readonly path: string;
  /** Removes all files, and the folder if it was made for this. */
  readonly release: () => void;
}

/** Words of a page: 16 KB. */
const pageWords = 4096;

/** A file that is open, and what to call to be rid of it. */
interface Open {
  bytes: number;
  readonly close: () => void;
}

/**
 * Takes a folder; makes it if need be. Its files lose their names as soon as they are open, so that the system removes them
 * whatever ends this process; where it cannot be so, they are removed when they are closed.
 * @throws SpecError U136 if no file can be made there
 */
export function openScratchFolder(path: string): ScratchFolder {
  const folder = resolve(path);
  const files = new Set<Open>();
  let mostBytes = 0;
  let made: string | undefined;
  const noteSize = (file: Open, end: number): void => {
    if (end <= file.bytes) return;
    file.bytes = end;
    mostBytes = Math.max(
      mostBytes,
      [...files].reduce((sum, { bytes }) => sum + bytes, 0),
    );
  };
  const create = (): ScratchFile => {
    const name = join(folder, `unturned-${process.pid}-${randomUUID()}.spill`);
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
    const descriptor = asNotWritten(() => {
      made = mkdirSync(folder, { recursive: true }) ?? made; // another run that made it may have removed it, as it looks empty
      return openSync(name, flags, 0o600);
    });
    const hasName = !isRemoved(name);
    const file: Open = {
      bytes: 0,
      close: () => {
        if (!files.delete(file)) return;
        closeSync(descriptor);
        if (hasName) rmSync(name, { force: true });
      },
    };
    files.add(file);
    return {
      write: (at, words) => {
        noteSize(file, 4 * (at + words.length));
        asNotWritten(() => {
          for (let from = 0; from < words.byteLength; )
            from += writeSync(descriptor, words, from, words.byteLength - from, 4 * at + from);
        });
      },
      read: (at, words) => readAll(descriptor, 4 * at, words),
      remove: file.close,
    };
  };
  const clear = (): void => {
    for (const file of [...files]) file.close();
  };
  try {
    create().remove();
  } catch (error) {
    throw new SpecError('U136', {
      text: `"${path}" cannot be written: ${(error as Error).message}`,
      help: 'Name a folder that you may write to, on a disk with room.',
      cause: error,
    });
  }
  return {
    path,
    pageWords,
    create,
    clear,
    get mostBytes() {
      return mostBytes;
    },
    release: () => {
      clear();
      if (made !== undefined) removeFolders(folder, made);
    },
  };
}

function isRemoved(name: string): boolean {
  try {
    rmSync(name);
    return true;
  } catch {
    return false;
  }
}

/** @throws NotWritten for whatever goes wrong */
function asNotWritten<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new NotWritten((error as Error).message, { cause: error });
  }
}

/** @throws NotRead if there are not so many words, or for whatever else goes wrong */
function readAll(descriptor: number, at: number, words: Int32Array): void {
  for (let from = 0; from < words.byteLength; ) {
    const more = readSome(descriptor, words, from, at + from);
    if (more === 0) throw new NotRead('it ends too early');
    from += more;
  }
}

function readSome(descriptor: number, words: Int32Array, from: number, at: number): number {
  try {
    return readSync(descriptor, words, from, words.byteLength - from, at);
  } catch (error) {
    throw new NotRead((error as Error).message, { cause: error });
  }
}

/** Removes a folder and those around it, as far as they were made and are empty. */
function removeFolders(inner: string, outer: string): void {
  try {
    for (let folder = inner; ; folder = dirname(folder)) {
      rmdirSync(folder);
      if (folder === outer) return;
    }
  } catch {
    // somebody else has put something there
  }
}
