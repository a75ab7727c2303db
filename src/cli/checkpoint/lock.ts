import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SpecError } from '../../spec/spec-error.ts';

/** Keeps a folder for one run at a time. */
export interface Lock {
  /** @throws SpecError U141 if another run has taken the folder over */
  readonly requireHeld: () => void;
  readonly release: () => void;
}

const fileName = 'lock';

/**
 * Takes a folder for this run. A lock that a process has left behind which runs no more is taken over.
 * @throws SpecError U141 if another run has it
 */
export function takeLock(folder: string): Lock {
  const path = join(folder, fileName);
  const mine = JSON.stringify({
    process: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    run: randomUUID(),
  });
  if (!create(path, mine)) {
    const holder = readLock(path);
    if (holder !== undefined && isRunning(holder)) throw inUse(folder, holder);
    takeAway(path, holder);
    if (!create(path, mine)) throw inUse(folder, readLock(path));
  }
  const isHeld = (): boolean => readText(path) === mine;
  return {
    requireHeld: () => {
      if (!isHeld()) throw inUse(folder, readLock(path));
    },
    release: () => {
      if (isHeld()) rmSync(path, { force: true });
    },
  };
}

interface Holder {
  readonly process: number;
  readonly host: string;
  readonly started: unknown;
  readonly text: string;
}

/** Whoever sees a lock sees all of it: it is written beside, and then gets its name. False if there is one. */
function create(path: string, text: string): boolean {
  const beside = `${path}.${process.pid}.new`;
  rmSync(beside, { force: true });
  writeFileSync(beside, text, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Of several runs that find the same old lock, one gets it out of the way; one that lies there meanwhile is put back. */
function takeAway(path: string, holder: Holder | undefined): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readText(aside);
  if (taken !== undefined && holder !== undefined && taken !== holder.text) create(path, taken);
  rmSync(aside, { force: true });
}

function readLock(path: string): Holder | undefined {
  const text = readText(path);
  try {
    const { process, host, started } = JSON.parse(text ?? '');
    return Number.isSafeInteger(process) && process > 0 && typeof host === 'string'
      ? { process, host, started, text: text as string }
      : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Of another machine nothing is known, so its run is taken to go on. */
function isRunning({ process: id, host, started }: Holder): boolean {
  if (host !== hostname()) return true;
  if (id === process.pid) return false;
  const start = startOf(id);
  if (start !== undefined && start !== started) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process was started, as Linux has it, so that another with the same number is told apart; `ended` if it only waits
 * for somebody to take note of its end; `undefined` where that cannot be known.
 */
function startOf(id: number): string | undefined {
  const fields = readText(`/proc/${id}/stat`)?.replace(/^.*\)/s, '').trim().split(' ');
  if (fields === undefined) return undefined;
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19];
}

function inUse(folder: string, holder: Holder | undefined): SpecError {
  const who = holder === undefined ? 'another run' : `process ${holder.process} on ${holder.host.slice(0, 80)}`;
  return new SpecError('U141', {
    text: `"${folder}" is in use by ${who}`,
    help: `Wait for it to end, or name another folder. If it has ended, remove ${join(folder, fileName)}.`,
  });
}
