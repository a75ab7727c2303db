import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { found, type Ran, type Treatment, unturned } from './command.ts';

/** The search that a fault befalls, kept in a folder. */
export interface Victim {
  /** What goes on with it, or begins it where nothing is kept yet. */
  readonly words: readonly string[];
  /** The folder; there need not be one yet. */
  readonly kept: string;
  /** What it has to find in the end. */
  readonly expected: unknown;
  /** A number from 0 up to but without the given one. */
  readonly draw: (below: number) => number;
}

/** What came of a fault: that it could not be made, what is wrong, or the run of the search, if it came to an end that counts. */
export type Outcome = 'not here' | 'survived' | { readonly wrong: string } | { readonly ended: Ran };

/** Something that goes wrong while a search is kept, after which it has to go on as if nothing had been. */
export interface Fault {
  /** As the page names it. */
  readonly name: string;
  readonly inflict: (victim: Victim) => Promise<Outcome>;
}

/** Every fault there is. */
export const faults: readonly Fault[] = [
  { name: 'killed with SIGKILL at a random moment', inflict: killed },
  { name: 'interrupted by ^C, or SIGTERM', inflict: interrupted },
  { name: 'interrupted twice', inflict: interruptedTwice },
  { name: 'stopped for want of memory', inflict: starved },
  { name: 'the disk full while a checkpoint was written', inflict: diskFull },
  { name: 'a copy of the checkpoint damaged at random, and refused', inflict: damaged },
  { name: 'the standard output closed', inflict: closedOutput },
  { name: 'two runs at once in one folder', inflict: twoAtOnce },
];

const checkpoint = 'search.checkpoint';

/** A moment of a search of some seconds, in milliseconds. */
function moment({ draw }: Victim): number {
  return 300 + draw(3700);
}

/** Judges a run that has come to its end, or to one of the ends that its fault allows. */
function outcome(ran: Ran, allowed: boolean): Outcome {
  if (ran.status === 0 || ran.status === 1) return { ended: ran };
  return allowed ? 'survived' : { wrong: `status ${ran.status}, signal ${ran.signal}\n${ran.stderr}` };
}

async function killed(victim: Victim): Promise<Outcome> {
  const ran = await unturned(victim.words, { signals: [[moment(victim), 'SIGKILL']] });
  return outcome(ran, ran.signal === 'SIGKILL');
}

async function interrupted(victim: Victim): Promise<Outcome> {
  const signal = victim.draw(2) === 0 ? 'SIGINT' : 'SIGTERM';
  const ran = await unturned(victim.words, { signals: [[moment(victim), signal]] });
  if (ran.signal === signal) return 'survived'; // it had not begun to listen
  return outcome(ran, ran.status === 130 && isInconclusive(ran, 'interrupt'));
}

async function interruptedTwice(victim: Victim): Promise<Outcome> {
  const first = moment(victim);
  const signals: Treatment['signals'] = [
    [first, 'SIGINT'],
    [first + victim.draw(100), 'SIGINT'],
  ];
  const ran = await unturned(victim.words, { signals });
  return outcome(ran, ran.status === 130 || ran.signal === 'SIGINT');
}

/** As little as it may be told to take: some megabytes more than it has when it starts. */
async function starved(victim: Victim): Promise<Outcome> {
  const ran = await unturned([...victim.words, '--max-memory', `${80 + victim.draw(60)}m`]);
  return outcome(ran, ran.status === 3 && isInconclusive(ran, 'max-memory'));
}

function isInconclusive({ stdout }: Ran, reason: string): boolean {
  const system = JSON.parse(stdout).systems[0];
  if (system === undefined) return reason === 'interrupt'; // before there was anything to say
  const { stats, properties } = system;
  return (
    (stats.complete || stats.stoppedBy === reason) &&
    properties.every(({ status }: { status: string }) => status !== 'holds' || stats.complete)
  );
}

/** A small disk on which there is no room for one more checkpoint. What was kept there before must still be of use. */
async function diskFull(victim: Victim): Promise<Outcome> {
  const { kept, words } = victim;
  if (process.getuid?.() !== 0 || !existsSync(join(kept, checkpoint))) return 'not here';
  const disk = `${kept}-disk`;
  const bytes = Math.max(2 ** 20, Math.ceil(1.5 * statSync(join(kept, checkpoint)).size));
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmSync(disk, { recursive: true });
    return 'not here';
  }
  try {
    cpSync(join(kept, checkpoint), join(disk, checkpoint));
    const ran = await unturned(words.map((word) => (word === kept ? disk : word)));
    const said = outcome(ran, false);
    if (typeof said === 'object' && 'wrong' in said) return said;
    if (!isDeepStrictEqual(found(ran), victim.expected)) return { wrong: `on a full disk\n${ran.stdout}` };
    if (!ran.stderr.includes('W404')) return 'not here'; // there was room enough
    cpSync(join(disk, checkpoint), join(kept, checkpoint));
    return 'survived';
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** Some bytes are others, or the end is missing: that is refused, or does no harm. */
async function damaged(victim: Victim): Promise<Outcome> {
  const { kept, words, draw } = victim;
  if (!existsSync(join(kept, checkpoint))) return 'not here';
  const copy = `${kept}-damaged`;
  mkdirSync(copy);
  const file = join(copy, checkpoint);
  cpSync(join(kept, checkpoint), file);
  const { size } = statSync(file);
  if (draw(3) === 0) truncateSync(file, draw(size));
  else {
    const bytes = readFileSync(file);
    for (let many = 1 + draw(4); many > 0; many--) {
      const at = draw(size);
      bytes[at] = (bytes[at] as number) ^ (1 + draw(255));
    }
    writeFileSync(file, bytes);
  }
  const ran = await unturned(words.map((word) => (word === kept ? copy : word)));
  rmSync(copy, { recursive: true, force: true });
  const isRefused = ran.status === 2 && /U140|U142/.test(ran.stderr);
  if (isRefused) return 'survived';
  const said = outcome(ran, false);
  if (typeof said === 'object' && 'wrong' in said) return said;
  return isDeepStrictEqual(found(ran), victim.expected) ? 'survived' : { wrong: `damaged, and used\n${ran.stdout}` };
}

/** It goes on to its end, or to a limit, as what is kept may be what is wanted; and does not complain. */
async function closedOutput(victim: Victim): Promise<Outcome> {
  const ran = await unturned([...victim.words, '--max-time', `${moment(victim)}ms`], { closed: true });
  const isFine = [0, 1, 3].includes(ran.status ?? -1) && !/EPIPE|internal error/.test(ran.stderr);
  return isFine
    ? 'survived'
    : outcome({ ...ran, status: ran.status === 0 || ran.status === 1 ? null : ran.status }, false);
}

/** One of them is refused, whichever comes first, unless the other had ended by then. */
async function twoAtOnce(victim: Victim): Promise<Outcome> {
  const signals: Treatment['signals'] = [[1500 + victim.draw(2000), 'SIGKILL']];
  const runs = await Promise.all([1, 2].map(() => unturned(victim.words, { signals })));
  const refused = runs.filter(({ status, stderr }) => status === 2 && stderr.includes('U141'));
  const ended = runs.filter(({ status }) => status === 0 || status === 1);
  const cut = runs.filter(({ signal }) => signal === 'SIGKILL');
  const isSound = refused.length === 1 && ended.length + cut.length === 1;
  if (!isSound) return { wrong: runs.map(({ status, signal, stderr }) => `${status} ${signal}\n${stderr}`).join('\n') };
  return ended[0] === undefined ? 'survived' : { ended: ended[0] };
}
