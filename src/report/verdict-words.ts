import { overallVerdict } from '../property/verdict.ts';
import { pageOf } from './page.ts';
import type { SystemResult } from './result.ts';
import { plain } from './style.ts';
import { describeVerdict } from './verdict-line.ts';

/** A verdict on a configuration as a word, in a colour, and what there is to say of it. */
export interface VerdictWords {
  readonly word: string;
  readonly style: 'good' | 'bad' | 'warning';
  readonly text: string;
}

/** The verdict in words, for whoever breaks lines by itself. */
export function verdictWords(system: SystemResult): VerdictWords {
  const verdict = overallVerdict(
    system.properties.map(({ status }) => status),
    system.stats.complete,
  );
  const endless = pageOf({ width: 100_000, detail: 'auto', ascii: false, paint: plain });
  const [first = '', ...others] = describeVerdict(system, endless).map((line) => line.trim().replace(/\s+/g, ' '));
  const [word = '', ...words] = first.split(' ');
  const style = { holds: 'good', violated: 'bad', inconclusive: 'warning' } as const;
  return { word, style: style[verdict], text: [words.join(' '), ...others].join(' · ') };
}
