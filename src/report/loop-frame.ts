import type { Trace } from '../counterexample/trace.ts';
import { columnsOf, truncate } from './columns.ts';
import { countOf } from './figures.ts';
import type { Page } from './page.ts';
import type { LoopRow } from './space-time.ts';

/** An edge of the frame around the steps that repeat, with what it says, across the page. */
export function drawLoopEdge({ kind }: LoopRow, trace: Trace, { glyphs, width, paint }: Page): string {
  const [left, right] =
    kind === 'loop begins'
      ? [glyphs.frameTopLeft, glyphs.frameTopRight]
      : [glyphs.frameBottomLeft, glyphs.frameBottomRight];
  const lead = left + glyphs.line.repeat(4);
  const text = truncate(` ${textOf(kind, trace, glyphs.repeats)} `, width - 8, glyphs.ellipsis);
  const rest = glyphs.line.repeat(Math.max(0, width - columnsOf(lead) - columnsOf(text) - 1));
  return paint('warning', lead + text + rest + right);
}

function textOf(kind: LoopRow['kind'], { lasso, length }: Trace, repeats: string): string {
  const { start = 0, period = 0 } = lasso ?? {};
  if (kind === 'loop begins') return `loop: ${countOf(period, 'step')}, repeated for ever`;
  if (period === 0) return `${repeats} nothing has to happen any more: the run stays here for ever`;
  return `${repeats} the state after step ${length} equals ${start === 0 ? nameOf(0) : `that after step ${start}`}`;
}

function nameOf(step: number): string {
  return step === 0 ? 'the initial state' : `the state after step ${step}`;
}
