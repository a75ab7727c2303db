import type { Deadlock, Trace } from '../counterexample/trace.ts';
import { columnsOf } from './columns.ts';
import { element, type Markup } from './markup.ts';

/** Who waits for whom, as a graph with the processes on a circle; the edges of the ring they wait in are strong. */
export function waitForSvg(
  { processes }: Pick<Trace, 'processes'>,
  { waitsFor, cycle }: Pick<Deadlock, 'waitsFor' | 'cycle'>,
): Markup {
  const involved = processes
    .map(({ id }, process) => ({ id, process }))
    .filter(({ id }) => waitsFor.some(({ from, to }) => from === id || to === id));
  const radius = involved.length <= 2 ? 80 : Math.max(80, involved.length * 24);
  const widest = Math.max(0, ...involved.map(({ id }) => columnsOf(id)));
  const half = { width: widest * 3.8 + 14, height: 15 };
  const [width, height] = [2 * (radius + half.width + 12), 2 * (radius + half.height + 12)];
  const at = (i: number): { x: number; y: number } => {
    const angle = (2 * Math.PI * i) / involved.length - Math.PI / 2;
    return { x: width / 2 + radius * Math.cos(angle), y: height / 2 + radius * Math.sin(angle) };
  };
  const place = new Map(involved.map(({ id }, i) => [id, at(i)]));
  const isInRing = (from: string, to: string): boolean =>
    cycle.some((id, i) => id === from && cycle[(i + 1) % cycle.length] === to);
  const edges = [...new Map(waitsFor.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()].map(
    ({ from, to, reason }) => {
      const [start, end] = [place.get(from), place.get(to)];
      if (start === undefined || end === undefined || from === to) return undefined;
      const d = curve(start, end, half);
      return element(
        'g',
        { class: isInRing(from, to) ? 'wf-edge wf-ring' : 'wf-edge' },
        element('title', {}, `${from} waits for ${to}: ${reason}`),
        element('path', { d: d.line, class: 'wf-line' }),
        element('path', { d: d.head, class: 'wf-head' }),
      );
    },
  );
  const nodes = involved.map(({ id, process }, i) => {
    const { x, y } = at(i);
    return element(
      'g',
      { class: `wf-node st-p${process % 6}` },
      element('rect', {
        x: round(x - half.width),
        y: round(y - half.height),
        width: round(2 * half.width),
        height: 2 * half.height,
        rx: 15,
      }),
      element('text', { x: round(x), y: round(y + 4), 'text-anchor': 'middle' }, id),
    );
  });
  const told = waitsFor.map(({ from, to }) => `${from} waits for ${to}`).join(', ');
  return element(
    'svg',
    {
      class: 'wait-for',
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width: round(width),
      height: round(height),
      role: 'img',
      'aria-label': told,
    },
    ...edges,
    ...nodes,
  );
}

interface At {
  readonly x: number;
  readonly y: number;
}

/** A bent line from the border of one box to that of another, and its head. */
function curve(
  from: At,
  to: At,
  half: { readonly width: number; readonly height: number },
): { line: string; head: string } {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const control = { x: middle.x - dy * 0.18, y: middle.y + dx * 0.18 };
  const start = border(from, control, half);
  const end = border(to, control, half);
  const angle = Math.atan2(end.y - control.y, end.x - control.x);
  const wing = (turn: number): string =>
    `${round(end.x - 10 * Math.cos(angle + turn))} ${round(end.y - 10 * Math.sin(angle + turn))}`;
  return {
    line: `M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`,
    head: `M${wing(0.4)}L${round(end.x)} ${round(end.y)}L${wing(-0.4)}`,
  };
}

/** Where the line from the middle of a box to a point leaves the box. */
function border(middle: At, to: At, half: { readonly width: number; readonly height: number }): At {
  const [dx, dy] = [to.x - middle.x, to.y - middle.y];
  const part = Math.min(1, half.width / Math.max(Math.abs(dx), 0.01), half.height / Math.max(Math.abs(dy), 0.01));
  return { x: middle.x + dx * part, y: middle.y + dy * part };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How the parts of a wait-for graph look. */
export const waitForRules: string = `
.wf-node rect { fill: var(--paper); stroke: var(--own); stroke-width: 2; } .wf-node text { fill: var(--own); font: 700 13px ui-monospace, Menlo, 'DejaVu Sans Mono', monospace; }
.wf-line, .wf-head { fill: none; stroke: var(--dim); stroke-width: 1.5; } .wf-ring .wf-line, .wf-ring .wf-head { stroke: var(--bad); stroke-width: 2.5; }
`;
