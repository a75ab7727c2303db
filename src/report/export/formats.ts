import { lamportClocks, vectorClocks } from '../../counterexample/clocks.ts';
import type { Trace } from '../../counterexample/trace.ts';
import { graphSvg } from '../graph-svg.ts';
import { layOut } from '../space-time.ts';
import { drawingOf } from '../space-time-geometry.ts';
import { spaceTimeSvg } from '../space-time-svg.ts';
import { aldebaran } from './aldebaran.ts';
import { dot } from './dot.ts';
import { itf } from './itf.ts';
import { drawnGraph, graphOfTrace, type LabelledGraph } from './labelled-graph.ts';
import { mermaid } from './mermaid.ts';
import { shiviz } from './shiviz.ts';

/** A file format that a trace or a state graph can be written in. */
export type Format = 'svg' | 'mermaid' | 'dot' | 'aut' | 'itf' | 'shiviz' | 'json';

/** Each format with the end of the names of its files. */
export const formats: Readonly<Record<Format, string>> = {
  svg: '.svg',
  mermaid: '.mmd',
  dot: '.dot',
  aut: '.aut',
  itf: '.itf.json',
  shiviz: '.log',
  json: '.json',
};

/** The formats that hold a whole state graph. */
export const graphFormats: readonly Format[] = ['svg', 'dot', 'aut', 'json'];

/** A drawing of a larger graph shows nothing. */
export const mostDrawnStates = 300;

/** The format that the name of a file stands for. */
export function formatOfFile(path: string): Format | undefined {
  const found = Object.entries(formats).find(([, end]) => path.endsWith(end));
  return found?.[0] as Format | undefined;
}

/** A trace to write, with what it is called. */
export interface Subject {
  readonly name: string;
  readonly trace: Trace;
  readonly isViolation: boolean;
  /** For a drawing: the logical clocks beside the events. */
  readonly clocks?: 'lamport' | 'vector';
}

/** Writes a trace. */
export function writeTrace(format: Format, { name, trace, isViolation, clocks }: Subject): string {
  switch (format) {
    case 'svg': {
      const lanes = { comfortable: trace.processes.length, most: trace.processes.length };
      const shown =
        clocks === undefined ? {} : { clocks: clocks === 'vector' ? vectorClocks(trace) : lamportClocks(trace) };
      const drawing = drawingOf(trace, layOut(trace, { lanes, focus: [], isViolation }), shown);
      return `${spaceTimeSvg(trace, drawing, { isAlone: true, title: name }).markup}\n`;
    }
    case 'mermaid':
      return mermaid(name, trace, isViolation);
    case 'dot':
      return dot(graphOfTrace(name, trace));
    case 'aut':
      return aldebaran(graphOfTrace(name, trace));
    case 'itf':
      return itf(name, trace);
    case 'shiviz':
      return shiviz(trace);
    case 'json':
      return `${JSON.stringify(trace, null, 2)}\n`;
  }
}

/** Writes a state graph, in one of `graphFormats`. */
export function writeGraph(format: Format, graph: LabelledGraph): string {
  switch (format) {
    case 'svg':
      return `${graphSvg(drawnGraph(graph), graph.name, true).markup}\n`;
    case 'dot':
      return dot(graph);
    case 'aut':
      return aldebaran(graph);
    default:
      return `${JSON.stringify(graph, null, 2)}\n`;
  }
}
