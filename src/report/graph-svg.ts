import { type Box, overlap, type Point } from './boxes.ts';
import { columnsOf, truncate } from './columns.ts';
import { columnWidth } from './label-placing.ts';
import { element, type Markup, raw } from './markup.ts';
import { palette } from './space-time-style.ts';

/** A node of a drawn graph. */
export interface DrawnNode {
  readonly label: string;
  /** Its layer, from 0 at the top. */
  readonly depth: number;
  /** How many states it stands for; more than one is said beside its label. */
  readonly count?: number;
  /** Nodes with the same one have the same colour. */
  readonly colour?: string;
  readonly isCurrent?: boolean;
  readonly isOnPath?: boolean;
  readonly isTerminal?: boolean;
}

export interface DrawnEdge {
  readonly source: number;
  readonly target: number;
  readonly label: string;
}

/** The layers of a graph, one for each depth, and its edges from top to bottom. */
export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

const layerPitch = 74;
const nodeHeight = 26;
const widestLabel = 34;
const gap = 22;

/** A larger graph has no labels on its edges. */
const mostLabelled = 60;

/** The middle of each node, when all of a layer stand side by side and no two overlap. */
export interface NodePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * Gives every node a place: in the layer of its depth, near the middle of its neighbours in the layer above (the barycentre
 * heuristic of Sugiyama, Tagawa and Toda, 1981).
 */
export function placeNodes({ nodes, edges }: DrawnGraph): readonly NodePlace[] {
  const widths = nodes.map((node) => Math.max(44, columnsOf(textOf(node)) * columnWidth + 20));
  const layers: number[][] = [];
  for (const [i, { depth }] of nodes.entries()) {
    layers[depth] ??= [];
    layers[depth].push(i);
  }
  const above = nodes.map((): number[] => []);
  for (const { source, target } of edges)
    if ((nodes[source]?.depth ?? 0) < (nodes[target]?.depth ?? 0)) above[target]?.push(source);
  const xs: number[] = [];
  let row = 0;
  const ys: number[] = [];
  for (const layer of layers) {
    if (layer === undefined) continue;
    const wish = (i: number): number => {
      const over = (above[i] ?? []).map((source) => xs[source] ?? 0);
      return over.length === 0 ? 0 : over.reduce((sum, x) => sum + x, 0) / over.length;
    };
    const ordered = layer.map((i) => ({ i, wish: wish(i) })).sort((a, b) => a.wish - b.wish || a.i - b.i);
    const total = ordered.reduce((sum, { i }) => sum + (widths[i] as number) + gap, -gap);
    let x = -total / 2;
    for (const { i } of ordered) {
      xs[i] = x + (widths[i] as number) / 2;
      ys[i] = row * layerPitch;
      x += (widths[i] as number) + gap;
    }
    row++;
  }
  const left = Math.min(0, ...nodes.map((_, i) => (xs[i] as number) - (widths[i] as number) / 2));
  return nodes.map((_, i) => ({
    x: Math.round((xs[i] as number) - left + 40),
    y: (ys[i] as number) + 34,
    width: Math.round(widths[i] as number),
  }));
}

/** A graph as SVG. Nodes have `data-node`, by which a page finds them. */
export function graphSvg(graph: DrawnGraph, title: string, isAlone = false): Markup {
  const places = placeNodes(graph);
  const width = Math.max(200, ...places.map((place) => place.x + place.width / 2 + 60));
  const height = Math.max(60, ...places.map(({ y }) => y + 40));
  const labels = placeEdgeLabels(graph, places);
  const colours = [...new Set(graph.nodes.flatMap(({ colour }) => (colour === undefined ? [] : [colour])))];
  const edges = graph.edges.map((edge, i) => drawEdge(edge, graph, places, labels[i]));
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'state-graph',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'group',
      'aria-label': title,
    },
    ...(isAlone
      ? [
          element('style', {}, raw(palette.replace(/:root/g, '.state-graph') + graphRules)),
          element('rect', { class: 'sg-paper', width, height }),
        ]
      : []),
    ...edges,
    ...graph.nodes.map((node, i) => drawNode(node, i, places[i] as NodePlace, colours)),
  );
}

/** How the parts of a graph look. */
export const graphRules: string = `
.state-graph { font: 12px ui-monospace, Menlo, 'DejaVu Sans Mono', Consolas, monospace; display: block; } .sg-paper { fill: var(--paper); }
.sg-edge path { fill: none; stroke: var(--dim); stroke-width: 1.1; } .sg-edge.is-on-path path { stroke: var(--accent); stroke-width: 2.6; }
.sg-edge text { fill: var(--dim); font-size: 10px; stroke: var(--paper); stroke-width: 3px; paint-order: stroke; }
.sg-node rect { fill: var(--paper); stroke: var(--dim); stroke-width: 1.2; } .sg-node text { fill: var(--ink); }
.sg-node.is-coloured rect { stroke: var(--own); fill: color-mix(in srgb, var(--own) 14%, var(--paper)); }
.sg-node.is-on-path rect { stroke: var(--accent); stroke-width: 2.4; } .sg-node.is-terminal rect.sg-second { stroke: var(--ink); }
.sg-node.is-current rect { fill: var(--ground); stroke: var(--accent); stroke-width: 3.4; }
`;

function textOf({ label, count = 1 }: DrawnNode): string {
  const text = truncate(label, widestLabel, '…');
  return count > 1 ? `${text} ×${count}` : text;
}

/** The number of a colour; there are six, and then they come again. */
export function colourNumber(colours: readonly string[], { colour }: Pick<DrawnNode, 'colour'>): number | undefined {
  return colour === undefined ? undefined : colours.indexOf(colour) % 6;
}

function drawNode(node: DrawnNode, i: number, { x, y, width }: NodePlace, colours: readonly string[]): Markup {
  const colour = colourNumber(colours, node);
  const flags = [
    ...(colour === undefined ? [] : [` st-p${colour} is-coloured`]),
    ...(node.isOnPath ? [' is-on-path'] : []),
    ...(node.isCurrent ? [' is-current'] : []),
    ...(node.isTerminal ? [' is-terminal'] : []),
  ].join('');
  const box = (by: number, name: string): Markup =>
    element('rect', {
      class: name,
      x: x - width / 2 + by,
      y: y - nodeHeight / 2 + by,
      width: width - 2 * by,
      height: nodeHeight - 2 * by,
      rx: 6,
    });
  const told = `${node.label}, depth ${node.depth}${(node.count ?? 1) > 1 ? `, ${node.count} states` : ''}${node.isTerminal ? ', without successor' : ''}${node.isCurrent ? ', the present state' : ''}`;
  return element(
    'g',
    { class: `sg-node${flags}`, 'data-node': i, role: 'button', tabindex: 0, 'aria-label': told },
    element('title', {}, told),
    box(0, 'sg-first'),
    ...(node.isTerminal ? [box(3, 'sg-second')] : []),
    element('text', { x, y: y + 4, 'text-anchor': 'middle' }, textOf(node)),
  );
}

function edgeText(label: string): string {
  return truncate(label, 22, '…');
}

/** The place of each label of an edge downwards, where one is free of the nodes and of the labels before it. */
export function placeEdgeLabels(
  { nodes, edges }: DrawnGraph,
  places: readonly NodePlace[],
): readonly (Box | undefined)[] {
  const taken: Box[] = places.map(({ x, y, width }) => ({
    x: x - width / 2,
    y: y - nodeHeight / 2,
    width,
    height: nodeHeight,
  }));
  return edges.map(({ source, target, label }) => {
    const [from, to] = [places[source], places[target]];
    if (from === undefined || to === undefined || to.y <= from.y || nodes.length > mostLabelled) return undefined;
    const width = columnsOf(edgeText(label)) * (columnWidth * (10 / 12)) + 4;
    const free = [0.5, 0.4, 0.6, 0.3, 0.7]
      .map((part) => curvePoint(from, to, part))
      .map(({ x, y }) => ({ x: x - width / 2, y: y - 7, width, height: 14 }))
      .find((box) => !taken.some((other) => overlap(other, box)));
    if (free !== undefined) taken.push(free);
    return free;
  });
}

/** A point of the curve of an edge downwards: the part of its way that is behind, from 0 to 1. */
function curvePoint(from: NodePlace, to: NodePlace, part: number): Point {
  const [top, bottom] = [from.y + nodeHeight / 2, to.y - nodeHeight / 2];
  const turned = part * part * (3 - 2 * part);
  const rest = 1 - part;
  const middle = (top + bottom) / 2;
  return {
    x: from.x + (to.x - from.x) * turned,
    y: rest ** 3 * top + 3 * part * rest * middle + part ** 3 * bottom,
  };
}

function drawEdge(
  { source, target, label }: DrawnEdge,
  { nodes }: DrawnGraph,
  places: readonly NodePlace[],
  labelled: Box | undefined,
): Markup {
  const [from, to] = [places[source] as NodePlace, places[target] as NodePlace];
  const isOnPath = nodes[source]?.isOnPath === true && nodes[target]?.isOnPath === true;
  const isDown = to.y > from.y;
  const start = { x: from.x, y: from.y + (isDown ? nodeHeight / 2 : -nodeHeight / 2) };
  const end = { x: to.x, y: to.y + (isDown ? -nodeHeight / 2 : nodeHeight / 2) };
  const bend = source === target ? from.width / 2 + 18 : isDown ? 0 : 40;
  const middle = { x: (start.x + end.x) / 2 + bend, y: (start.y + end.y) / 2 };
  const d = isDown
    ? `M${start.x} ${start.y}C${start.x} ${middle.y} ${end.x} ${middle.y} ${end.x} ${end.y}`
    : source === target
      ? `M${from.x + from.width / 2} ${from.y - 5}C${from.x + from.width / 2 + 30} ${from.y - 16} ${from.x + from.width / 2 + 30} ${from.y + 16} ${from.x + from.width / 2} ${from.y + 5}`
      : `M${start.x} ${start.y}Q${middle.x} ${middle.y} ${end.x} ${end.y}`;
  const up = isDown ? -1 : 1;
  const head =
    source === target ? '' : `M${end.x - 4} ${end.y + up * 7}L${end.x} ${end.y}L${end.x + 4} ${end.y + up * 7}`;
  return element(
    'g',
    { class: `sg-edge${isOnPath ? ' is-on-path' : ''}` },
    element('title', {}, label),
    element('path', { d }),
    element('path', { d: head }),
    ...(labelled === undefined
      ? []
      : [element('text', { x: Math.round(labelled.x + 2), y: Math.round(labelled.y + 11) }, edgeText(label))]),
  );
}
