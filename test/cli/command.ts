import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The command as it is shipped: compiled. */
export const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

/** What a command did. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a command runs. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Variables that change what the command shows; a test sets those it is about. */
const influential = ['CI', 'COLUMNS', 'FORCE_COLOR', 'NODE_OPTIONS', 'NO_COLOR', 'TERM'];

function environment(env: Surroundings['env'] = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !influential.includes(name));
  return { ...Object.fromEntries(inherited), ...env };
}

/** Runs `unturned` with these words, without a terminal, until it ends. */
export function unturned(words: readonly string[], { cwd, env }: Surroundings = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    encoding: 'utf8',
    env: environment(env),
    ...(cwd !== undefined && { cwd }),
  });
  return { status, stdout, stderr };
}

/** Starts `unturned` with these words. It is killed, should it still run, when the test is over. */
export function start(words: readonly string[], { cwd, env }: Surroundings = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [bin, ...words], { env: environment(env), ...(cwd !== undefined && { cwd }) });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Runs a line of shell, in which `unturned` is the command. */
export function shell(line: string, { cwd, env }: Surroundings = {}): Ran {
  const script = `unturned() { "${process.execPath}" "${bin}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: environment(env),
    ...(cwd !== undefined && { cwd }),
  });
  return { status, stdout, stderr };
}

/** A folder outside any package with these files in it; removed when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'unturned-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A report without what differs from run to run: times and memory, and the space before them. */
export function timeless(report: string): string {
  return report
    .replace(/\s+\d+\.\d s · [\d.]+ [MG]B$/gm, '   <time> · <memory>')
    .replace(/ +\d+\.\d s$/gm, '   <time>');
}

/** One of several commands that are run in turn. */
export interface Asked extends Surroundings {
  readonly words: readonly string[];
}

/** Runs several commands one after another in a process of their own: much sooner done than each in its own. */
export function inTurn(commands: readonly Asked[]): readonly Ran[] {
  const program = fileURLToPath(new URL('../../dist/cli/program.js', import.meta.url));
  const script = `
    import { readFileSync } from 'node:fs';
    const { runCommandLine } = await import(${JSON.stringify(program)});
    const ran = [];
    const write = process.stdout.write.bind(process.stdout);
    for (const { words, cwd, env = {} } of JSON.parse(readFileSync(0, 'utf8'))) {
      const written = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr']) process[name].write = (text) => ((written[name] += text), true);
      process.chdir(cwd);
      Object.assign(process.env, env);
      const status = await runCommandLine(words);
      for (const name of Object.keys(env)) delete process.env[name];
      ran.push({ status, ...written });
    }
    process.stdout.write = write;
    write(JSON.stringify(ran), () => process.exit());
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: environment(),
    input: JSON.stringify(commands.map((one) => ({ cwd: process.cwd(), ...one }))),
    maxBuffer: 2 ** 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
