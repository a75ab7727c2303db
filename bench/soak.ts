import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { randomWords } from '../src/state/approximate/random.ts';
import { review } from '../test/support/random-account.ts';
import { randomSpec, sourceOf } from '../test/support/random-spec.ts';
import { markdownTable } from './markdown.ts';
import { whole } from './numbers.ts';
import { found, type Ran, unturned } from './soak/command.ts';
import { type Fault, faults } from './soak/faults.ts';

/** A search of some seconds, which things happen to again and again. */
const large = ['ricart-agrawala', '--set', 'requests=2', '--property', 'mutualExclusion', 'wellFormed', 'deadlockFree'];

/** After so many faults it is left alone, so that it comes to its end. */
const faultsOfRound = 25;

/** Ways to search that all find the same states, transitions and verdicts. Each is a line, with its options for a folder of its own. */
const ways: readonly { readonly name: string; readonly words: (folder: string) => readonly string[] }[] = [
  { name: 'by the usual engine', words: () => [] },
  { name: 'by the engine that learns nothing', words: () => ['--engine', 'direct'] },
  { name: 'depth first', words: () => ['--search', 'dfs'] },
  { name: 'on disk from the first states on', words: (folder) => ['--spill', folder, '--max-memory', '60m'] },
];

/** What a record says of a property. */
interface Judged {
  readonly name: string;
  readonly status: string;
}

/** What was done so far. */
interface Figures {
  readonly seed: number;
  runs: number;
  readonly inflicted: Map<string, number>;
  limits: number;
  compared: number;
  approximate: number;
  states: number;
  readonly differences: string[];
}

/** How long a soak is, where its randomness begins, and the faults it is about, by a part of their names; all unless told. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly only?: string;
}

/**
 * Checks random specs, and one large search, through the command line: the large one while all sorts of things go wrong, the
 * others stopped by limits and resumed, in several ways, and approximately, each against the reference or against the same
 * check left alone. Returns a page on it.
 */
export async function soak({ minutes, seed, only = '' }: SoakOptions): Promise<string> {
  const deadline = performance.now() + 60_000 * minutes;
  const chosen = faults.filter(({ name }) => name.includes(only));
  const inflicted = new Map(chosen.map(({ name }) => [name, 0]));
  const figures: Figures = {
    seed,
    runs: 0,
    inflicted,
    limits: 0,
    compared: 0,
    approximate: 0,
    states: 0,
    differences: [],
  };
  const folder = mkdtempSync(join(tmpdir(), 'unturned-soak-'));
  try {
    const expected = found(await unturned(['check', ...large, '--reporter', 'json']));
    for (let round = 0; performance.now() < deadline && figures.differences.length === 0; round++) {
      await soakLarge(expected, join(folder, `large${round}`), chosen, figures, round, deadline);
      for (const [i, drawn] of fc.sample(randomSpec, { numRuns: 20, seed: seed + round }).entries())
        if (performance.now() < deadline) await soakRandom(drawn, join(folder, `${round}-${i}`), figures);
      console.log(JSON.stringify({ ...figures, inflicted: [...inflicted], differences: figures.differences.length }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const difference of figures.differences) console.log(difference);
  if (figures.differences.length > 0) process.exitCode = 1;
  return page(figures, minutes);
}

/** One fault after another, with one thread or with two, until it comes to its end in spite of them, or is let come to it. */
async function soakLarge(
  expected: unknown,
  kept: string,
  chosen: readonly Fault[],
  figures: Figures,
  round: number,
  deadline: number,
): Promise<void> {
  const next = randomWords(figures.seed * 1000 + round);
  const draw = (below: number): number => next() % below;
  const often = ['--checkpoint-every', '100ms', '--reporter', 'json', '--no-traces'];
  const threads = (): string[] => ['--workers', String(1 + draw(2))];
  for (let count = 0; ; count++) {
    const hasBegun = existsSync(join(kept, 'search.checkpoint'));
    const words = [
      'check',
      ...(hasBegun ? ['--resume', kept] : [...large, '--checkpoint', kept]),
      ...often,
      ...threads(),
    ];
    figures.runs++;
    if (count >= faultsOfRound || performance.now() > deadline) {
      compareEnd(expected, await unturned(words), 'left alone', figures);
      return;
    }
    const { name, inflict } = chosen[draw(chosen.length)] as Fault;
    const outcome = await inflict({ words, kept, expected, draw });
    if (outcome === 'not here') continue;
    figures.inflicted.set(name, (figures.inflicted.get(name) ?? 0) + 1);
    if (outcome === 'survived') continue;
    if ('ended' in outcome) compareEnd(expected, outcome.ended, name, figures);
    else figures.differences.push(`round ${round}, ${count}: ${name}\n${outcome.wrong}`);
    return;
  }
}

function compareEnd(expected: unknown, ran: Ran, what: string, figures: Figures): void {
  compare(expected, ran.stdout === '' ? ran.stderr : found(ran), `large, ${what}`, figures);
}

/** Stopped by a limit and resumed, in every way there is, and once more approximately. */
async function soakRandom(drawn: Parameters<typeof sourceOf>[0], name: string, figures: Figures): Promise<void> {
  const reviewed = review(drawn);
  if (reviewed?.expected.kind !== 'complete') return;
  const { states, transitions, byDepth } = reviewed.expected;
  const source = sourceOf(drawn);
  const file = `${name}.ts`;
  writeFileSync(
    file,
    `import { ${source.startsWith('spec(') ? 'spec' : 'processes'} } from 'unturned';\n\nexport default ${source};\n`,
  );
  const last = ['--keep-going', '--reporter', 'json', '--no-traces'];
  const ask = (words: readonly string[]): Promise<Ran> => {
    figures.runs++;
    return unturned(['check', ...words]);
  };
  const cut = await ask([file, '--checkpoint', name, '--max-states', String(1 + (states >> 1)), ...last]);
  const resumed = cut.status === 2 ? cut : await ask(['--resume', name, '--reporter', 'json', '--no-traces']);
  figures.limits++;
  figures.states += states;
  const said = JSON.parse(resumed.stdout).systems[0]?.stats ?? {};
  compare(
    { states, transitions, perDepth: byDepth?.perDepth },
    { states: said.states, transitions: said.transitions, perDepth: said.perDepth },
    `${source}\n${resumed.stderr}`,
    figures,
  );
  for (const [i, way] of ways.entries()) {
    const own = `${name}-way${i}`;
    mkdirSync(own);
    const ran = await ask([file, ...last, '--what-matters', '1ms', ...way.words(own)]);
    figures.compared++;
    const { stats, properties = [] } = JSON.parse(ran.stdout).systems[0] ?? {};
    const isOnDisk = stats?.spilled !== undefined;
    const open = isOnDisk ? properties.filter(({ status }: Judged) => status === 'inconclusive') : [];
    const verdicts = (some: readonly Judged[]) =>
      some
        .filter(({ name }) => open.every((one: Judged) => one.name !== name))
        .map(({ name, status }) => [name, status]);
    compare(
      { states, transitions, verdicts: verdicts(JSON.parse(resumed.stdout).systems[0]?.properties ?? []) },
      { states: stats?.states, transitions: stats?.transitions, verdicts: verdicts(properties) },
      `${way.name}\n${source}\n${ran.stderr}`,
      figures,
    );
  }
  const forgetful = await ask([file, '--approximate', 'fingerprint', '--what-matters', '1ms', ...last]);
  figures.approximate++;
  const { states: seen, complete } = JSON.parse(forgetful.stdout).systems[0]?.stats ?? {};
  compare({ seen: states, complete: false }, { seen, complete }, `${source}\n${forgetful.stderr}`, figures);
}

function compare(expected: unknown, actual: unknown, what: string, { differences }: Figures): void {
  if (isDeepStrictEqual(expected, actual)) return;
  differences.push(`${what}\nexpected ${JSON.stringify(expected)}\nfound    ${JSON.stringify(actual)}`);
}

function page(figures: Figures, minutes: number): string {
  const { seed, runs, inflicted, limits, compared, approximate, states, differences } = figures;
  const rows = [
    ['runs of the command', whole(runs)],
    ...[...inflicted].map(([name, count]) => [name, whole(count)]),
    ['a random spec stopped by a limit, and resumed', whole(limits)],
    [`a random spec searched ${ways.map(({ name }) => name).join(', ')}`, whole(compared)],
    ['a random spec searched approximately', whole(approximate)],
    ['states of random specs compared with the reference', whole(states)],
    ['differences', whole(differences.length)],
  ];
  return `# Soak

Random specs and a search of 244 273 states (\`${large.slice(0, 3).join(' ')}\`), through the command line, each against the
reference or against the same check left alone: figures by depth, verdicts, and runs. While the search of 244 273 states is
kept in checkpoints every tenth of a second, with one thread or with two, all that the table has happens to it, and after each fault it is resumed. Made by
\`npm run bench -- soak --minutes ${minutes} --seed ${seed}\`.

${markdownTable(['what', 'how many'], rows)}
`;
}
