import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace } from '../../counterexample/trace.ts';
import { configurationName } from '../../report/configuration-name.ts';
import { countOf, formatCount } from '../../report/figures.ts';
import { element, type Markup } from '../../report/markup.ts';
import type { PropertyResult, SystemResult } from '../../report/result.ts';
import { layOut } from '../../report/space-time.ts';
import { drawingOf } from '../../report/space-time-geometry.ts';
import { spaceTimeSvg } from '../../report/space-time-svg.ts';
import type { CheckedSystem } from '../../report/system-result.ts';
import { verdictWords } from '../../report/verdict-words.ts';
import { lengthOf } from '../../report/violation.ts';
import { check } from '../../run.ts';
import type { ParameterValue } from '../../spec/parameter.ts';
import type { Spec } from '../../spec/spec.ts';

/** A bundled spec: `election/le-lann`, and what its file exports. */
export interface GallerySpec {
  readonly path: string;
  readonly spec: Spec;
}

/** A configuration of `specs/manifest.json`. */
interface Entry {
  readonly spec: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly faults?: Readonly<Record<string, number>>;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
}

/** Enough to find something worth drawing. */
const mostStates = 3000;
/** A longer run is no picture. */
const mostSteps = 40;

/** All specs with what is known of them: a table of counts, and the run that settles a property, drawn. */
export async function gallery(root: string, specs: readonly GallerySpec[]): Promise<Markup> {
  const { configurations }: { readonly configurations: readonly Entry[] } = JSON.parse(
    readFileSync(join(root, 'specs/manifest.json'), 'utf8'),
  );
  const sections: Markup[] = [];
  for (const { path, spec } of specs) {
    const entries = configurations.filter((entry) => entry.spec === path);
    const drawn = await drawingFor(spec, entries);
    sections.push(
      element(
        'section',
        { id: path.split('/').at(-1) },
        element('h2', {}, spec.definition.name),
        element('p', {}, spec.definition.description ?? ''),
        element('p', {}, element('cite', {}, spec.definition.source ?? '')),
        table(entries),
        ...(drawn === undefined ? [] : [drawn]),
        ...(existsSync(join(root, 'specs', `${path}.ts`))
          ? [sourceOf(readFileSync(join(root, 'specs', `${path}.ts`), 'utf8'))]
          : []),
      ),
    );
  }
  const intro =
    'Every bundled algorithm, with the counts of its configurations, each with a second source (see the results), and a run: the shortest that breaks a property, or else one that shows the algorithm at work.';
  return {
    markup: [element('h1', {}, 'Gallery'), element('p', {}, intro), ...sections].map(({ markup }) => markup).join('\n'),
  };
}

function table(entries: readonly Entry[]): Markup {
  const head = ['configuration', 'distinct states', 'transitions', 'depth'].map((title) => element('th', {}, title));
  const rows = entries.map(({ parameters, faults = {}, states, transitions, depth }) => {
    const name = Object.entries({ ...parameters, ...faults }).map(([key, value]) => `${key}=${value}`);
    const numbers = [states, transitions, depth].map((count) => element('td', { class: 'right' }, formatCount(count)));
    return element('tr', {}, element('td', {}, name.join(' ')), ...numbers);
  });
  const all = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows));
  return element('div', { class: 'table', tabindex: 0 }, all);
}

/** A run of the spec as it is, or else of the first configuration that has one worth drawing. */
async function drawingFor(spec: Spec, entries: readonly Entry[]): Promise<Markup | undefined> {
  const asItIs: Pick<Entry, 'parameters' | 'faults'> = { parameters: {} };
  for (const { parameters, faults = {} } of [asItIs, ...entries]) {
    const checked = await check(spec, { limits: { maxStates: mostStates }, params: parameters, faults });
    const property = worthDrawing(checked);
    if (property?.trace !== undefined) return draw(spec, checked, property, property.trace);
  }
  return undefined;
}

function draw(spec: Spec, checked: CheckedSystem, property: PropertyResult, trace: Trace): Markup {
  const lanes = { comfortable: trace.processes.length, most: trace.processes.length };
  const isViolation = property.status === 'violated';
  const drawing = drawingOf(trace, layOut(trace, { lanes, focus: [], isViolation }), {});
  const title = `${property.name} of ${spec.definition.name}`;
  const svg = spaceTimeSvg(trace, drawing, { isAlone: false, title });
  return element(
    'figure',
    {},
    element('figcaption', {}, caption(property, recordOf(checked))),
    element('div', { class: 'drawing', tabindex: 0, role: 'region', 'aria-label': title }, svg),
  );
}

/** Nobody reads of this record where and on what machine it was made. */
function recordOf({ stats, verdict: _, ...checked }: CheckedSystem): SystemResult {
  return { ...checked, file: '', specHash: '', stats: { ...stats, peakMemoryBytes: 0 } };
}

/** A violation if there is one, or else the longest witness that is short enough. */
function worthDrawing({ properties }: CheckedSystem): PropertyResult | undefined {
  const drawable = properties.filter(
    ({ trace }) => trace !== undefined && trace.processes.length > 0 && trace.length > 0 && trace.length <= mostSteps,
  );
  const violated = drawable.find(({ status }) => status === 'violated');
  return violated ?? drawable.sort((a, b) => (b.trace?.length ?? 0) - (a.trace?.length ?? 0))[0];
}

function caption(property: PropertyResult, system: SystemResult): string {
  const { name, status, message, trace, description } = property;
  const words = message ?? description;
  const what = `${name} is ${status === 'violated' ? 'violated' : 'reached'} after ${trace === undefined ? '' : lengthOf(trace)}`;
  const explored = `${configurationName(system)}: ${verdictWords(system).word}, ${countOf(system.stats.states, 'state')} explored for this drawing`;
  return `${what}${words === undefined ? '' : `: ${words}`}. ${explored}.`;
}

function sourceOf(text: string): Markup {
  return element(
    'details',
    {},
    element('summary', {}, 'The spec'),
    element('pre', { tabindex: 0 }, element('code', {}, text)),
  );
}
