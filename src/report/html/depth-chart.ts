import { countOf, formatCount } from '../figures.ts';
import { element, type Markup } from '../markup.ts';

/** How the bars look. */
export const barRules: string =
  '.bars rect { fill: var(--accent); } .bars text { fill: var(--dim); font: 11px system-ui, sans-serif; }';

const height = 120;

/** The number of states at each depth as a row of bars, each with its figures in words. */
export function depthChart(perDepth: readonly number[]): Markup {
  const most = Math.max(1, ...perDepth);
  const pitch = Math.max(3, Math.min(18, Math.floor(620 / Math.max(1, perDepth.length))));
  const width = pitch * perDepth.length + 60;
  const bars = perDepth.map((count, depth) => {
    const tall = Math.max(1, Math.round((count / most) * height));
    const title = element('title', {}, `depth ${depth}: ${countOf(count, 'state')}`);
    return element('rect', { x: 4 + depth * pitch, y: 16 + height - tall, width: pitch - 1, height: tall }, title);
  });
  const widest = perDepth.indexOf(most);
  const labels = [
    element('text', { x: 4, y: height + 32 }, '0'),
    element(
      'text',
      { x: 4 + (perDepth.length - 0.5) * pitch, y: height + 32, 'text-anchor': 'middle' },
      perDepth.length > 1 ? String(perDepth.length - 1) : '',
    ),
    element(
      'text',
      { x: 4 + (widest + 0.5) * pitch, y: 11, 'text-anchor': widest * pitch < 30 ? 'start' : 'middle' },
      formatCount(most),
    ),
  ];
  const label = `states per depth, from depth 0 to ${perDepth.length - 1}; most are at depth ${widest}: ${formatCount(most)}`;
  return element(
    'svg',
    {
      class: 'bars',
      viewBox: `0 0 ${width} ${height + 38}`,
      width,
      height: height + 38,
      role: 'img',
      'aria-label': label,
    },
    ...bars,
    ...labels,
  );
}
