import type { JSX } from 'preact';
import type { Change } from '../../counterexample/trace.ts';
import { formatMessage } from '../../counterexample/wording.ts';
import { stateFields } from '../../report/state-fields.ts';
import { changeText } from '../../report/step-lines.ts';
import { markOf } from './marks.ts';
import { at, showsAll, trace, walk } from './signals.ts';

/** The present state, as what the last step changed or whole; messages under way; properties. */
export function StatePanel(): JSX.Element {
  return (
    <div class="column right">
      <section aria-label="State">
        <div class="bar">
          <h2>State {at.value}</h2>
          <span class="switch">
            <button
              type="button"
              aria-pressed={!showsAll.value}
              onClick={() => {
                showsAll.value = false;
              }}
            >
              Diff
            </button>
            <button
              type="button"
              aria-pressed={showsAll.value}
              onClick={() => {
                showsAll.value = true;
              }}
            >
              All
            </button>
          </span>
        </div>
        <div class="scroll">{showsAll.value || at.value === 0 ? <Fields /> : <Differences />}</div>
      </section>
      <InFlight />
      <PropertiesHere />
    </div>
  );
}

const letters: Readonly<Record<Change['op'], string>> = { set: 'M', add: 'A', remove: 'D' };

function Differences(): JSX.Element {
  const changes = trace.value?.steps[at.value - 1]?.diff ?? [];
  if (changes.length === 0) return <p class="dim">The step changed no field.</p>;
  return (
    <ul class="rows mono">
      {changes.map((change) => (
        <li key={changeText(change, '→')}>
          <span class="dim" title={change.op}>
            {letters[change.op]}
          </span>{' '}
          {changeText(change, '→')}
        </li>
      ))}
    </ul>
  );
}

function Fields(): JSX.Element {
  const run = trace.value;
  if (run === undefined) return <p class="dim">…</p>;
  const state = at.value === 0 ? run.initial : (run.steps[at.value - 1]?.state ?? run.initial);
  const changed = new Set(run.steps[at.value - 1]?.diff.map(({ path }) => path));
  const isChanged = (path: string): boolean =>
    [...changed].some((one) => one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[`));
  return (
    <>
      {stateFields(run, state).map(({ title, process, fields }) => (
        <table key={title} class="fields">
          {title !== '' && <caption class={`own st-p${(process ?? 0) % 6}`}>{title}</caption>}
          <tbody>
            {fields.map(({ path, name, value }) => (
              <tr key={path}>
                <th scope="row" class="mono">
                  {isChanged(path) ? (
                    <span class="warning" title="changed by the last step">
                      M{' '}
                    </span>
                  ) : (
                    ''
                  )}
                  {name}
                </th>
                <td class="mono">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
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
