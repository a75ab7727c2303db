import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Trace } from '../../counterexample/trace.ts';
import { countOf } from '../../report/figures.ts';
import { happening } from '../../report/happening.ts';
import { layOut } from '../../report/space-time.ts';
import { drawingOf } from '../../report/space-time-geometry.ts';
import { spaceTimeSvg } from '../../report/space-time-svg.ts';
import { stateAt, stateFields } from '../../report/state-fields.ts';
import { compareWith } from './pictures.ts';
import { type Branch, branch, branches, branchIndex, check, compared, trace } from './signals.ts';

/** Two runs side by side: what they share folded, the first step that differs marked, and the fields that differ at their ends. */
export function ComparePanel(): JSX.Element {
  const others = otherRuns();
  const chosen = useSignal('');
  const [first] = others;
  const other = others.find(({ name }) => name === chosen.value) ?? first;
  const key = other === undefined ? '' : JSON.stringify([other.name, other.initial, other.keys]);
  useEffect(() => {
    if (other !== undefined) void compareWith(other);
  }, [key]);
  if (other === undefined)
    return (
      <p class="dim empty">
        There is no other run yet: take another action at some step, or check the spec for runs that settle its
        properties.
      </p>
    );
  const [here, there] = [trace.value, compared.value];
  return (
    <>
      <p class="bar options">
        <label>
          <span>{branch.value.name} against</span>
          <select
            value={other.name}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value;
            }}
          >
            {others.map(({ name, keys }) => (
              <option key={name} value={name}>
                {name} ({keys.length})
              </option>
            ))}
          </select>
        </label>
      </p>
      {here !== undefined && there !== undefined && there.name === other.name && (
        <SideBySide here={here} there={there.trace} names={[branch.value.name, other.name]} />
      )}
    </>
  );
}

/** The runs that were taken, and those that the check found. */
function otherRuns(): readonly Branch[] {
  const taken = branches.value.filter((_, i) => i !== branchIndex.value);
  const { outcome } = check.value;
  const found = outcome !== undefined && 'system' in outcome ? outcome.system.properties : [];
  const known = new Set(branches.value.map(({ name }) => name));
  return [
    ...taken,
    ...found.flatMap(({ name, trace: run }) =>
      run === undefined || known.has(name) ? [] : [{ name, initial: 0, keys: run.steps.map((step) => step.key) }],
    ),
  ];
}

interface Pair {
  readonly here: Trace;
  readonly there: Trace;
  readonly names: readonly [string, string];
}

function SideBySide({ here, there, names }: Pair): JSX.Element {
  const shared = sharedSteps(here, there);
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section class="scroll drawing" tabIndex={0} aria-label="comparison">
      <p>
        {shared === 0 ? 'They share no step.' : `They share ${countOf(shared, 'step')}.`}{' '}
        {divergence(here, there, shared)}
      </p>
      <div class="side-by-side">
        {[here, there].map((run, i) => (
          <figure key={names[i]}>
            <figcaption>
              <b>{names[i]}</b> <span class="dim">{countOf(run.length, 'step')}</span>
            </figcaption>
            <div dangerouslySetInnerHTML={{ __html: draw(run, shared, names[i] ?? '') }} />
          </figure>
        ))}
      </div>
      <DifferingFields here={here} there={there} names={names} />
    </section>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
  );
}

/** How many steps two runs begin with that are the same. */
function sharedSteps(here: Trace, there: Trace): number {
  if (JSON.stringify(here.initial) !== JSON.stringify(there.initial)) return 0;
  const first = here.steps.findIndex(({ key }, i) => there.steps[i]?.key !== key);
  return first < 0 ? here.length : first;
}

function divergence(here: Trace, there: Trace, shared: number): string {
  const [one, other] = [here.steps[shared], there.steps[shared]];
  if (one === undefined && other === undefined) return 'They are the same.';
  const what = (run: Trace, step: Trace['steps'][number] | undefined): string =>
    step === undefined ? 'nothing more' : `“${happening(run, step)}”`;
  return `Then step ${shared + 1} is ${what(here, one)} on the left and ${what(there, other)} on the right.`;
}

/** What follows the steps that are shared, with these in one row. */
function draw(run: Trace, shared: number, title: string): string {
  const lanes = Math.max(1, run.processes.length);
  const layout = layOut(run, {
    lanes: { comfortable: lanes, most: lanes },
    focus: [],
    isViolation: false,
    ...(shared > 0 && { excerpt: { first: 0, last: run.length - shared } }),
  });
  return spaceTimeSvg(run, drawingOf(run, layout, { widest: 104 }), { title, marked: shared + 1 }).markup;
}

function DifferingFields({ here, there, names }: Pair): JSX.Element | null {
  const valuesOf = (run: Trace): ReadonlyMap<string, string> =>
    new Map(
      stateFields(run, stateAt(run, run.length)).flatMap(({ fields }) =>
        fields.map(({ path, value }) => [path, value]),
      ),
    );
  const [left, right] = [valuesOf(here), valuesOf(there)];
  const differing = [...new Set([...left.keys(), ...right.keys()])].filter(
    (path) => left.get(path) !== right.get(path),
  );
  if (differing.length === 0) return <p>They end in states with the same fields.</p>;
  return (
    <table>
      <caption>Fields that differ at the ends</caption>
      <thead>
        <tr>
          {['field', ...names].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="mono">
        {differing.map((path) => (
          <tr key={path}>
            <th scope="row">{path}</th>
            <td>{left.get(path) ?? '–'}</td>
            <td>{right.get(path) ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
