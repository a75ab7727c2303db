import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objection } from './counts.ts';
import { describe, machine } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { median, megabytes, ratio, seconds, whole } from './numbers.ts';
import type { Checker, Command } from './peers/checker.ts';
import { ltsmin } from './peers/ltsmin.ts';
import { rumur } from './peers/rumur.ts';
import { spin } from './peers/spin.ts';
import { stateright } from './peers/stateright.ts';
import { timed } from './peers/timed.ts';
import { tlc } from './peers/tlc.ts';
import { unturned } from './peers/unturned.ts';
import { nameOf, type Subject } from './subjects.ts';

const subjects: readonly Subject[] = [
  { spec: 'ricart-agrawala', params: { processes: 4, requests: 1 } },
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 3 } },
  { spec: 'maekawa', params: { processes: 4, requests: 1 } },
];

const quickSubjects: readonly Subject[] = [
  { spec: 'ricart-agrawala', params: { processes: 3, requests: 2 } },
  { spec: 'maekawa', params: { processes: 3, requests: 3 } },
];

interface Outcome {
  readonly ms: number;
  readonly peak: number;
  readonly objection?: string;
}

/**
 * Runs the same rules in this checker and in others, in turn, so that each run of another has a run of ours beside it.
 * Writes `results/peers.md`, or with `quick` only prints it.
 */
export async function peers({ runs, quick }: { readonly runs: number; readonly quick: boolean }): Promise<void> {
  const others = [...spin, ...rumur, ...tlc, ...ltsmin, ...stateright].map((checker) => {
    return { checker, state: checker.available() };
  });
  const present = others.flatMap(({ checker, state }) => ('version' in state ? [checker] : []));
  const sections: string[] = [];
  for (const subject of quick ? quickSubjects : subjects) sections.push(await compare(subject, present, runs));
  const remarks = others.map(({ checker, state }) =>
    'version' in state ? `- ${checker.name}: ${state.version}` : `- ${checker.name}: not run; ${state.missing}`,
  );
  const text = page([...new Set(remarks)], sections, runs, quick);
  if (!quick) writeFileSync('results/peers.md', text);
  console.log(text);
}

async function compare(subject: Subject, others: readonly Checker[], runs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'unturned-peers-'));
  try {
    const ours = unturned.prepare(subject, folder);
    const rows: string[][] = [];
    const commands: string[] = [];
    for (const other of others) {
      const own = mkdtempSync(join(folder, 'peer-'));
      const command = other.prepare(subject, own);
      commands.push(`- ${other.name}: \`${command.join(' ')}\``);
      const pairs: [Outcome, Outcome][] = [];
      for (let run = 0; run < runs; run++)
        pairs.push([await outcome(unturned, subject, ours, folder), await outcome(other, subject, command, own)]);
      rows.push(row(other.name, pairs));
      process.stderr.write(`${nameOf(subject)}  ${rows.at(-1)?.join('  ')}\n`);
    }
    const title = ['checker', 'its time', 'ours', 'times as long', 'least', 'most', 'its memory', 'ours', 'judgement'];
    return [`## ${nameOf(subject)}`, '', markdownTable(title, rows), '', ...commands].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function outcome(checker: Checker, subject: Subject, command: Command, folder: string): Promise<Outcome> {
  const { output, ms, peak } = await timed(command, folder);
  const counts = checker.counts(output);
  const wrong = counts === undefined ? 'void: it did not finish' : objection(subject, counts);
  return { ms, peak, ...(wrong !== undefined && { objection: wrong }) };
}

function row(name: string, pairs: readonly (readonly [Outcome, Outcome])[]): string[] {
  const ratios = pairs.map(([ours, theirs]) => theirs.ms / ours.ms);
  const wrong = pairs.flatMap(([ours, theirs]) => [
    ...(ours.objection === undefined ? [] : [`ours ${ours.objection}`]),
    ...(theirs.objection === undefined ? [] : [theirs.objection]),
  ]);
  return [
    name,
    seconds(median(pairs.map(([, { ms }]) => ms))),
    seconds(median(pairs.map(([{ ms }]) => ms))),
    ratio(median(ratios)),
    ratio(Math.min(...ratios)),
    ratio(Math.max(...ratios)),
    megabytes(median(pairs.map(([, { peak }]) => peak))),
    megabytes(median(pairs.map(([{ peak }]) => peak))),
    wrong[0] ?? 'same counts',
  ];
}

function page(remarks: readonly string[], sections: readonly string[], runs: number, quick: boolean): string {
  return `${[
    '# Beside other checkers',
    '',
    `Made by \`npm run bench -- peers${quick ? ' --quick' : ''} --runs=${whole(runs)}\`. ${describe(machine())}.`,
    '',
    `One thread each, exhaustive, the same rules in each checker's own language (\`bench/peers/\`), compiled beforehand,`,
    'with mutual exclusion as the property in all of them.',
    `Times are wall times of the whole process, start included, medians of ${runs} runs; each run of another checker has a`,
    'run of ours beside it, and "times as long" is the median of the ratios of these pairs. Memory is resident, at its most.',
    'A run whose counts differ from those that all checkers agree on is void.',
    '',
    ...remarks,
    '',
    sections.join('\n\n'),
  ].join('\n')}\n`;
}
