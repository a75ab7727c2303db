import { truncate, wrap } from './columns.ts';
import { countOf, formatCount } from './figures.ts';
import type { Page } from './page.ts';
import type { SystemResult } from './result.ts';

/** What the engine learned, and so why a spec is fast or slow: calls, components, trees. */
export function describeLearned({ learned, notLearned }: SystemResult, page: Page): readonly string[] {
  if (notLearned !== undefined) return describeNotLearned(notLearned, page);
  if (learned === undefined) return [];
  const { userCalls, components, actions, directPredicates, omitted, words, tableLength, bytesPerState, firedAhead } =
    learned;
  const { paint, width, glyphs } = page;
  const figures = [
    `${formatCount(userCalls)} calls of the spec's functions to learn from`,
    ...(omitted === 0 ? [] : [`${formatCount(omitted)} transitions counted without a look-up`]),
    `${bytesPerState.toFixed(1)} bytes per state with parent links`,
    `keys of ${countOf(words, 'word')} of 32 bits${words > 2 ? ', folded to 2' : ''}`,
    ...(firedAhead === undefined ? [] : [`${formatCount(firedAhead)} states fired by a second thread`]),
    `${formatCount(tableLength)} numbers in the table of component values`,
  ];
  const direct = [...actions.filter(({ isDirect }) => isDirect).map(({ label }) => label), ...directPredicates];
  const busiest = actions.filter(({ misses }) => misses > 0).sort((a, b) => b.misses - a.misses);
  return [
    ...wrap(figures.join(glyphs.separator), width - 11).map((line, i) =>
      i === 0 ? ` ${paint('dim', 'learned   ')}${line}` : `           ${line}`,
    ),
    ...components.map(({ slots, values, operations }) => {
      const text = `${formatCount(values).padStart(9)} values  ${formatCount(operations).padStart(5)} operations  `;
      return `           ${text}${truncate(slots.join(' '), width - 11 - text.length, glyphs.ellipsis)}`;
    }),
    ...busiest.slice(0, 8).map(({ label, misses, nodes }) => {
      const text = `${formatCount(misses).padStart(9)} calls   ${formatCount(nodes).padStart(5)} nodes       ${label}`;
      return `           ${text}`;
    }),
    ...(direct.length === 0
      ? []
      : wrap(`never from a tree: ${direct.join(', ')}`, width - 11).map((line) => `           ${line}`)),
  ];
}

function describeNotLearned(reason: string, { paint, width }: Page): readonly string[] {
  const text = `nothing, as observing an action changed what it does (${reason}): every transition called the spec's functions`;
  return wrap(text, width - 11).map((line, i) =>
    i === 0 ? ` ${paint('dim', 'learned   ')}${line}` : `           ${line}`,
  );
}
