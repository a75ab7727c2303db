import { stateGraph } from '../explore/state-graph.ts';
import {
  type Format,
  formatOfFile,
  graphFormats,
  mostDrawnStates,
  writeGraph,
  writeTrace,
} from '../report/export/formats.ts';
import { labelledGraph } from '../report/export/labelled-graph.ts';
import { configure } from '../spec/configuration.ts';
import { SpecError } from '../spec/spec-error.ts';
import { requireWritable, writeAtomically } from './files.ts';
import { loadSpec } from './load.ts';
import { findTrace, type TraceRequest } from './trace-source.ts';

/** What the command line asks of `export`. */
export interface ExportArguments extends TraceRequest {
  /** By the name of the file unless told. */
  readonly format?: Format;
  /** Standard output unless told. */
  readonly output?: string;
  /** For a drawing. */
  readonly clocks?: 'lamport' | 'vector';
  /** The whole state graph, not a run. */
  readonly graph: boolean;
  /** A graph with more states is refused. */
  readonly maxStates: number;
}

/**
 * Writes a run, or a state graph, in a format that other programs read.
 * @throws SpecError U104, U105, U108, and whatever the spec does.
 */
export async function exportRun(request: string, options: ExportArguments): Promise<void> {
  const { output, graph } = options;
  const format = options.format ?? (output === undefined ? undefined : formatOfFile(output)) ?? (graph ? 'dot' : 'svg');
  if (graph && !graphFormats.includes(format))
    throw new SpecError('U105', {
      text: `a state graph cannot be written as ${format}`,
      help: `It can be written as ${graphFormats.join(', ')}; the other formats are for runs.`,
    });
  if (output !== undefined) requireWritable(output);
  const text = graph
    ? await graphText(request, format, options)
    : writeTrace(format, { ...(await findTrace(request, options)), ...(options.clocks && { clocks: options.clocks }) });
  if (output === undefined) process.stdout.write(text);
  else writeAtomically(output, text);
}

async function graphText(
  request: string,
  format: Format,
  { set, faults, maxStates }: ExportArguments,
): Promise<string> {
  const { spec } = await loadSpec(request);
  const configuration = configure(spec, set, { faults });
  const most = format === 'svg' ? Math.min(maxStates, mostDrawnStates) : maxStates;
  const graph = stateGraph(configuration, most);
  if (!graph.complete)
    throw new SpecError('U105', {
      text: `the state graph has more than ${most} states`,
      help: `Smaller parameters with --set make it smaller; ${format === 'svg' ? 'other formats allow' : '--max-states allows'} more.`,
    });
  return writeGraph(format, labelledGraph(configuration, graph));
}
