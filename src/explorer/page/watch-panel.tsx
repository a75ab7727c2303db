import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { type Field, stateAt, stateFields } from '../../report/state-fields.ts';
import { rewrite } from './present.ts';
import { at, trace, watched } from './signals.ts';
import { goTo } from './store.ts';

/** Fields that stay in sight whatever step is shown, each with the steps that changed it. */
export function WatchPanel(): JSX.Element {
  const typed = useSignal('');
  const change = (list: readonly string[]): void => {
    watched.value = list;
    rewrite();
  };
  const known = fieldsAt(at.value);
  return (
    <section aria-label="Watch">
      <h2>Watch</h2>
      <ul class="rows mono">
        {watched.value.map((expression) => (
          <li key={expression}>
            <Watched expression={expression} />
            <button
              type="button"
              class="plain"
              aria-label={`stop watching ${expression}`}
              onClick={() => change(watched.value.filter((one) => one !== expression))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form
        class="bar"
        onSubmit={(event) => {
          event.preventDefault();
          const expression = typed.value.trim();
          if (expression === '') return;
          change([...watched.value.filter((one) => one !== expression), expression]);
          typed.value = '';
        }}
      >
        <input
          list="watchable"
          aria-label="field to watch"
          placeholder={known[0]?.path ?? 'field'}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <button type="submit">Add</button>
        <datalist id="watchable">
          {[...new Set(known.flatMap(({ name, path }) => [name, path]))].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </form>
    </section>
  );
}

function fieldsAt(step: number): readonly Field[] {
  const run = trace.value;
  return run === undefined ? [] : stateFields(run, stateAt(run, step)).flatMap(({ fields }) => fields);
}

/** What a watched field is after so many steps; of a name that several have, all of them. */
function valueAt(expression: string, step: number): string | undefined {
  const found = fieldsAt(step).filter(({ path, name }) => path === expression || name === expression);
  return found.length === 0 ? undefined : found.map(({ value }) => value).join(' ');
}

function Watched({ expression }: { readonly expression: string }): JSX.Element {
  const value = valueAt(expression, at.value);
  if (value === undefined)
    return (
      <>
        {expression} <span class="dim">there is no such field here</span>
      </>
    );
  const before = at.value === 0 ? value : valueAt(expression, at.value - 1);
  return (
    <>
      {expression}{' '}
      <b>
        {before !== value && `${before ?? '–'} → `}
        {value}
      </b>{' '}
      <Changes expression={expression} />
    </>
  );
}

/** The nearest steps before and after the present one that change the field. */
function Changes({ expression }: { readonly expression: string }): JSX.Element {
  const changes = (trace.value?.steps ?? [])
    .map(({ index }) => index)
    .filter((step) => valueAt(expression, step) !== valueAt(expression, step - 1));
  const before = changes.findLast((step) => step < at.value);
  const after = changes.find((step) => step > at.value);
  return (
    <>
      {before !== undefined && (
        <button type="button" class="plain" title="go to the change before" onClick={() => goTo(before)}>
          ◂{before}
        </button>
      )}
      {after !== undefined && (
        <button type="button" class="plain" title="go to the next change" onClick={() => goTo(after)}>
          {after}▸
        </button>
      )}
    </>
  );
}
