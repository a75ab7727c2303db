import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { clearScreenDown, cursorTo } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { watch } from 'chokidar';
import { countOf } from '../report/figures.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { shownPath } from './files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { notingVariable } from './noted-files.ts';
import { ownModule } from './package-folder.ts';

/** Editors write a file in several strokes; what comes within this many milliseconds is one change. */
const settling = 100;

const command = fileURLToPath(ownModule('cli/bin'));

/**
 * Checks again whenever a file changes that a check depends on, until ^C. Each check is a process of its own, in which every
 * module is loaded anew; one that still runs when a file changes is given up.
 */
export async function watchChecks(words: readonly string[], specs: readonly string[]): Promise<ExitStatus> {
  const files = new Set(specs.map((spec) => resolve(spec)));
  const watcher = watch([...files], { alwaysStat: true });
  const interrupt = listenForInterrupt();
  let running: ChildProcess | undefined;
  let startedAt = 0;
  let pause: NodeJS.Timeout | undefined;

  const check = (): void => {
    startedAt = Date.now();
    const child = start(words);
    running = child;
    child.on('message', ({ file }: { readonly file: string }) => {
      if (!files.has(file)) watcher.add(file);
      files.add(file);
    });
    child.on('exit', () => {
      if (running !== child) return;
      running = undefined;
      process.stderr.write(`\nwatching ${countOf(files.size, 'file')}, ^C ends\n`);
    });
  };
  const giveUp = (): void => {
    const child = running;
    running = undefined;
    child?.kill('SIGKILL');
  };
  watcher.on('all', (event, path, stats) => {
    // A file is added when it begins to be watched, too, which may be after it has changed.
    if (event === 'add' && (stats?.mtimeMs ?? 0) <= startedAt) return;
    clearTimeout(pause);
    pause = setTimeout(() => {
      giveUp();
      clear(path);
      check();
    }, settling);
  });
  check();
  await new Promise<void>((done) => interrupt.signal.addEventListener('abort', () => done()));
  clearTimeout(pause);
  giveUp();
  interrupt.release();
  await watcher.close();
  return exitStatus.holds;
}

/** In a group of its own, so that ^C on a terminal reaches the watcher only. */
function start(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, command, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
    env: { ...process.env, [notingVariable]: '1' },
  });
}

/** A terminal shows the latest check only; in a log they follow each other. */
function clear(path: string): void {
  const { stdout, stderr } = process;
  if (stdout.isTTY) {
    cursorTo(stdout, 0, 0);
    clearScreenDown(stdout);
  } else stderr.write(`\n${shownPath(path)} has changed\n\n`);
}
