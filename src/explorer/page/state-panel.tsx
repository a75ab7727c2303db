import type { JSX } from 'preact';
import type { Change, Trace } from '../../counterexample/trace.ts';
import { formatMessage } from '../../counterexample/wording.ts';
import { labelOf } from '../../report/happening.ts';
import { type Field, stateAt, stateFields } from '../../report/state-fields.ts';
import { changeText } from '../../report/step-lines.ts';
import { markOf } from './marks.ts';
import { at, shownState, trace, walk, wanted } from './signals.ts';
import { isWanted } from './wanted.ts';
import { WatchPanel } from './watch-panel.tsx';

const views = [
  ['diff', 'Diff', 'what the last step changed'],
  ['before', 'Before', 'the state before the last step'],
  ['after', 'After', 'the state after the last step'],
] as const;

/** The present state, as what the last step changed, or before or after it; messages under way; properties; what is watched. */
export function StatePanel(): JSX.Element {
  return (
    <div class="column right">
      <section aria-label="State">
        <div class="bar">
          <h2>State {at.value}</h2>
          <span class="switch">
            {views.map(([name, label, title]) => (
              <button
                key={name}
                type="button"
                title={title}
                aria-pressed={shownState.value === name}
                onClick={() => {
                  shownState.value = name;
                }}
              >
                {label}
              </button>
            ))}
          </span>
        </div>
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
        <section class="scroll state" tabIndex={0} aria-label="Fields">
          {shownState.value === 'diff' && at.value > 0 ? <Differences /> : <Fields />}
        </section>
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
      </section>
      <InFlight />
      <PropertiesHere />
      <WatchPanel />
    </div>
  );
}

const letters: Readonly<Record<Change['op'], string>> = { set: 'M', add: 'A', remove: 'D' };

function Differences(): JSX.Element {
  const changes = trace.value?.steps[at.value - 1]?.diff ?? [];
  const beside = besides(trace.value, at.value);
  if (changes.length + beside.length === 0) return <p class="dim">The step changed no field.</p>;
  const shown = changes.filter((change) => isWanted(changeText(change, '→')));
  if (shown.length === 0 && changes.length > 0) return <NoneFound />;
  return (
    <ul class="rows mono">
      {shown.map((change) => (
        <li key={changeText(change, '→')}>
          <span class="dim" title={change.op}>
            {letters[change.op]}
          </span>{' '}
          {changeText(change, '→')}
        </li>
      ))}
      {beside.map((text) => (
        <li key={text} class="dim">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What a step does to messages. */
function besides(run: Trace | undefined, step: number): readonly string[] {
  const { sends = [], loses = [], unsent = [] } = run?.steps[step - 1] ?? {};
  const named = (id: number): string => {
    const message = run?.messages[id - 1];
    return message === undefined ? `m${id}` : `${labelOf(message)} → ${message.to}`;
  };
  return [
    ...sends.map((id) => `sends ${named(id)}`),
    ...loses.map((id) => `loses ${named(id)}`),
    ...unsent.map((message) => `never sends ${formatMessage(message)} → ${message.to}`),
  ];
}

function NoneFound(): JSX.Element {
  return <p class="dim">No field has “{wanted.value}” here.</p>;
}

function Fields(): JSX.Element {
  const run = trace.value;
  if (run === undefined) return <p class="dim">…</p>;
  const step = shownState.value === 'before' ? Math.max(0, at.value - 1) : at.value;
  const groups = stateFields(run, stateAt(run, step))
    .map((group) => ({ ...group, fields: group.fields.filter(({ path, value }) => isWanted(path, value)) }))
    .filter(({ fields }) => fields.length > 0);
  if (groups.length === 0) return <NoneFound />;
  return (
    <>
      {groups.map(({ title, process, fields }) => (
        <table key={title} class="fields">
          {title !== '' && <caption class={`own st-p${(process ?? 0) % 6}`}>{title}</caption>}
          <tbody>
            {fields.map((field) => (
              <FieldRow key={field.path} field={field} letter={letterOf(run, field.path)} />
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}

/** How the last step changed a field, if it did. */
function letterOf(run: Trace, path: string): string | undefined {
  const isPart = (one: string): boolean => one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[`);
  const change = run.steps[at.value - 1]?.diff.find((one) => isPart(one.path));
  return change === undefined ? undefined : change.path === path ? letters[change.op] : 'M';
}

function FieldRow({
  field: { name, value },
  letter,
}: {
  readonly field: Field;
  readonly letter: string | undefined;
}): JSX.Element {
  return (
    <tr>
      <th scope="row" class="mono">
        {letter !== undefined && (
          <span class="warning" title="changed by the last step">
            {letter}{' '}
          </span>
        )}
        {name}
      </th>
      <td class="mono">{value}</td>
    </tr>
  );
}

function InFlight(): JSX.Element {
  const here = walk.value;
  const messages = here?.trace.messages.filter(({ id }) => here.inFlight.includes(id)) ?? [];
  const passed = new Map<number, number>();
  for (const { id, overtakes = [], deliveredAt = Infinity } of here?.trace.messages ?? [])
    if (deliveredAt <= at.value) for (const other of overtakes) passed.set(other, id);
  return (
    <section aria-label="In flight">
      <h2>
        In flight <span class="dim">{messages.length}</span>
      </h2>
      <ul class="rows mono">
        {messages.map((message) => (
          <li key={message.id} data-messages={message.id}>
            m{message.id} {message.from}→{message.to} {formatMessage(message)}
            {message.copyOf !== undefined && <span class="dim"> a duplicate of m{message.copyOf}</span>}
            {passed.has(message.id) && <span class="warning"> overtaken by m{passed.get(message.id)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const words: Readonly<Record<string, string>> = {
  reached: 'reached here',
  'not here': 'not here',
  elsewhere: 'over whole runs',
};

function PropertiesHere(): JSX.Element {
  return (
    <section aria-label="Properties here">
      <h2>Properties here</h2>
      <ul class="rows">
        {walk.value?.properties.map(({ name, status, description }) => (
          <li key={name} title={description}>
            <span class={markOf(status).style}>{markOf(status).glyph}</span> <span class="mono">{name}</span>{' '}
            <span class="dim">{words[status] ?? status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
