import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { review } from '../test/support/random-account.ts';
import { randomSpec, sourceOf } from '../test/support/random-spec.ts';
import { markdownTable } from './markdown.ts';
import { whole } from './numbers.ts';

const program = fileURLToPath(new URL('../../../dist/cli/bin.js', import.meta.url));

/** A search of some seconds, which is killed again and again. */
const large = ['ricart-agrawala', '--set', 'requests=2', '--property', 'mutualExclusion', 'wellFormed', 'deadlockFree'];

/** After so many milliseconds at least, and at most, a process is killed. */
const killedAfter = [300, 4000] as const;

/** And then it is left alone, so that it comes to its end. */
const killsOfRound = 25;

/** What was done so far. */
interface Figures {
  runs: number;
  kills: number;
  limits: number;
  approximate: number;
  states: number;
  readonly differences: string[];
}

/**
 * Checks random specs, and one large search, through the command line: killed and resumed, stopped by limits and resumed,
 * and approximately, each against the reference or against the same check left alone. Returns a page on it.
 */
export function soak(minutes: number, seed: number): string {
  const deadline = performance.now() + 60_000 * minutes;
  const figures: Figures = { runs: 0, kills: 0, limits: 0, approximate: 0, states: 0, differences: [] };
  const folder = mkdtempSync(join(tmpdir(), 'unturned-soak-'));
  try {
    const expected = found(unturned(['check', ...large, '--reporter', 'json'], tmpdir()));
    for (let round = 0; performance.now() < deadline && figures.differences.length === 0; round++) {
      soakLarge(expected, join(folder, `large${round}`), figures, round, deadline);
      fc.sample(randomSpec, { numRuns: 20, seed: seed + round }).forEach((drawn, i) => {
        if (performance.now() < deadline) soakRandom(drawn, join(folder, `${round}-${i}`), figures);
      });
      console.log(JSON.stringify({ ...figures, differences: figures.differences.length }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const difference of figures.differences) console.log(difference);
  if (figures.differences.length > 0) process.exitCode = 1;
  return page(figures, minutes, seed);
}

/** Killed at random moments until it comes to its end by itself. */
function soakLarge(expected: unknown, kept: string, figures: Figures, round: number, deadline: number): void {
  const [least, most] = killedAfter;
  const often = ['--checkpoint-every', '100ms', '--reporter', 'json'];
  for (let run = 0; ; run++) {
    const hasBegun = existsSync(join(kept, 'search.checkpoint'));
    const words = hasBegun ? ['--resume', kept] : [...large, '--checkpoint', kept];
    const isLast = run === killsOfRound || performance.now() > deadline;
    const timeout = least + ((run * 7919 + round * 104_729) % (most - least));
    const ran = unturned(['check', ...words, ...often], tmpdir(), isLast ? undefined : timeout);
    figures.runs++;
    if (ran.status !== null) {
      compare(expected, ran.status === 2 ? ran.stderr : found(ran), 'large', figures);
      return;
    }
    figures.kills++;
  }
}

/** Stopped by a limit and resumed, and once more approximately. */
function soakRandom(drawn: Parameters<typeof sourceOf>[0], name: string, figures: Figures): void {
  const reviewed = review(drawn);
  if (reviewed?.expected.kind !== 'complete') return;
  const { states, transitions, byDepth } = reviewed.expected;
  const source = sourceOf(drawn);
  const file = `${name}.ts`;
  writeFileSync(
    file,
    `import { ${source.startsWith('spec(') ? 'spec' : 'processes'} } from 'unturned';\n\nexport default ${source};\n`,
  );
  const last = ['--keep-going', '--reporter', 'json'];
  const cut = unturned(
    ['check', file, '--checkpoint', name, '--max-states', String(1 + (states >> 1)), ...last],
    tmpdir(),
  );
  const resumed = cut.status === 2 ? cut : unturned(['check', '--resume', name, '--reporter', 'json'], tmpdir());
  figures.runs += 2;
  figures.limits++;
  figures.states += states;
  const said = JSON.parse(resumed.stdout).systems[0]?.stats ?? {};
  compare(
    { states, transitions, perDepth: byDepth?.perDepth },
    { states: said.states, transitions: said.transitions, perDepth: said.perDepth },
    `${source}\n${resumed.stderr}`,
    figures,
  );
  const forgetful = unturned(
    ['check', file, '--approximate', 'fingerprint', '--what-matters', '1ms', ...last],
    tmpdir(),
  );
  figures.runs++;
  figures.approximate++;
  const { states: seen, complete } = JSON.parse(forgetful.stdout).systems[0]?.stats ?? {};
  compare({ seen: states, complete: false }, { seen, complete }, `${source}\n${forgetful.stderr}`, figures);
}

function compare(expected: unknown, actual: unknown, what: string, { differences }: Figures): void {
  if (isDeepStrictEqual(expected, actual)) return;
  differences.push(`${what}\nexpected ${JSON.stringify(expected)}\nfound    ${JSON.stringify(actual)}`);
}

/** What a record says, but for times, memory, and what was learned. */
function found({ stdout }: SpawnSyncReturns<string>): unknown {
  const { stats, properties, actions } = JSON.parse(stdout).systems[0];
  const { states, transitions, depth, terminal, perDepth, complete } = stats;
  return { states, transitions, depth, terminal, perDepth, complete, properties, actions };
}

function unturned(words: readonly string[], cwd: string, timeout?: number): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    cwd,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 28,
    ...(timeout !== undefined && { timeout }),
  });
}

function page(
  { runs, kills, limits, approximate, states, differences }: Figures,
  minutes: number,
  seed: number,
): string {
  const rows = [
    ['runs of the command', whole(runs)],
    ['killed with SIGKILL at a random moment, and resumed', whole(kills)],
    ['stopped by a limit, and resumed', whole(limits)],
    ['searched approximately', whole(approximate)],
    ['states of random specs compared with the reference', whole(states)],
    ['differences', whole(differences.length)],
  ];
  return `# Soak

Random specs and a search of 244 273 states (\`${large.slice(0, 3).join(' ')}\`), through the command line, each against the
reference or against the same check left alone: figures by depth, verdicts, and runs. Made by
\`npm run bench -- soak --minutes ${minutes} --seed ${seed}\`.

${markdownTable(['what', 'how many'], rows)}
`;
}
