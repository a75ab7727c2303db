import { describe } from './machine.ts';
import { markdownTable } from './markdown.ts';
import type { Matrix, Row } from './matrix.ts';
import type { Sample } from './measurement.ts';
import { megabytes, ratio, seconds, whole } from './numbers.ts';

/** Below this many states, resident memory per state is that of the program, not of the states. */
const leastForMemory = 100_000;
/** The window of states over which a rate is taken, as shares of the number it is taken at. */
const window = { from: 0.9, to: 1.04 };

/** What results/bench.md says. */
export function matrixPage({ command, machine, tinyCommand, baselines, rows }: Matrix): string {
  return `${[
    '# Measurements',
    '',
    `Made by \`${command}\`. ${describe(machine)}. One thread, breadth first, exact, with parent links and all properties that`,
    'need no history; every run in a fresh process, medians. A row whose counts differ from those of other checkers',
    '(`specs/manifest.json`, `bench/counts.ts`) is void.',
    '',
    '## Speed',
    '',
    'Times reference: transitions per second over those of the reference checker, in the same run.',
    '',
    markdownTable(
      [
        'configuration',
        'states',
        'transitions',
        'depth',
        'time',
        'states/s',
        'transitions/s',
        'times reference',
        'user calls',
        'first state',
        'runs',
        'counts',
      ],
      rows.map(speedRow),
    ),
    '',
    'The reference, at the size it is compared at:',
    '',
    markdownTable(
      ['configuration', 'time', 'states/s', 'transitions/s', 'runs'],
      baselines.map((one) => [
        one.name,
        seconds(one.ms),
        whole(one.statesPerSecond),
        whole(one.transitionsPerSecond),
        whole(one.runs),
      ]),
    ),
    '',
    '![states by configuration](bench-states.svg)',
    '',
    '![rate while a search goes on](bench-rate.svg)',
    '',
    '## Memory',
    '',
    'Resident per state: the peak, less that of the smallest size of the same spec. Own account: visited set and parent links.',
    '',
    markdownTable(
      ['configuration', 'peak', 'at the end', 'peak / end', 'resident bytes per state', 'own account'],
      rows.filter(({ states }) => states >= leastForMemory).map(memoryRow),
    ),
    '',
    '## Growth',
    '',
    ...growthLines(rows),
    '',
    '## Start',
    '',
    `\`${tinyCommand.command}\`, the whole command: ${seconds(tinyCommand.ms)}, median of ${tinyCommand.runs} runs.`,
  ].join('\n')}\n`;
}

function speedRow(row: Row): string[] {
  return [
    row.name,
    whole(row.states),
    whole(row.transitions),
    whole(row.depth),
    seconds(row.ms),
    whole(row.statesPerSecond),
    whole(row.transitionsPerSecond),
    ratio(row.timesReference),
    whole(row.userCalls),
    seconds(row.msToFirstState),
    whole(row.runs),
    row.void ?? 'agree',
  ];
}

function memoryRow(row: Row): string[] {
  return [
    row.name,
    megabytes(row.rssPeak),
    megabytes(row.rssAfter),
    ratio(row.rssPeak / row.rssAfter),
    row.residentPerState.toFixed(1),
    row.bytesPerState.toFixed(1),
  ];
}

/** The rates at a million and at ten million states, of configurations that are so large. */
function growthLines(rows: readonly Row[]): string[] {
  const lines = rows.flatMap(({ name, samples }) => {
    const [early, late] = [rateAt(samples, 1e6), rateAt(samples, 1e7)];
    if (early === undefined || late === undefined) return [];
    return [
      `- ${name}: ${whole(early.states)} states/s and ${whole(early.transitions)} transitions/s at a million states; at ten million ` +
        `${ratio(late.states / early.states)} and ${ratio(late.transitions / early.transitions)} times that.`,
    ];
  });
  return lines.length > 0 ? lines : ['No configuration has ten million states.'];
}

function rateAt(samples: readonly Sample[], states: number): { states: number; transitions: number } | undefined {
  const inside = samples.filter((one) => one.states >= window.from * states && one.states <= window.to * states);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const perSecond = 1000 / (last.ms - first.ms);
  return {
    states: (last.states - first.states) * perSecond,
    transitions: (last.transitions - first.transitions) * perSecond,
  };
}
