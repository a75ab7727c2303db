import type { JSX } from 'preact';
import { type FaultName, faultMeanings, mostFaults } from '../../spec/environment/faults.ts';
import type { ParameterDomain, ParameterValue } from '../../spec/parameter.ts';
import type { SpecDescription } from '../protocol.ts';
import {
  allowedFaults,
  check,
  fairness,
  faults,
  keepGoing,
  ltl,
  maxStates,
  set,
  spec,
  specId,
  specs,
  view,
  walk,
} from './signals.ts';
import { configure, startCheck, stopCheck } from './store.ts';

/** The spec, and its parameters from their domains. */
export function ConfigurationForm(): JSX.Element {
  const parameters = spec.value?.parameters ?? [];
  const isBug = ({ domain }: SpecDescription['parameters'][number]): boolean =>
    domain.kind === 'boolean' && domain.caughtBy !== undefined;
  const isRunning = check.value.status === 'running';
  return (
    <form
      class="card configuration"
      aria-label="Configuration"
      onSubmit={(event) => {
        event.preventDefault();
        void startCheck();
      }}
    >
      {specs.value.length > 1 && (
        <label>
          <span>spec</span>
          <select
            aria-label="spec"
            value={specId.value}
            onChange={({ currentTarget }) => configure(currentTarget.value, {})}
          >
            {specs.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {spec.value?.description !== undefined && <p>{spec.value.description}</p>}
      {spec.value?.source !== undefined && <p class="dim">{spec.value.source}</p>}
      <p class="buttons">
        <button type="submit" class="main" disabled={isRunning || spec.value === undefined}>
          Check
        </button>
        <button type="button" disabled={!isRunning} onClick={stopCheck}>
          Stop
        </button>
        <button
          type="button"
          onClick={() => {
            view.value = 'trace';
          }}
        >
          Explore by hand
        </button>
      </p>
      {parameters
        .filter((one) => !isBug(one))
        .map(({ name, domain }) => (
          <Parameter key={name} name={name} domain={domain} />
        ))}
      {parameters.some(isBug) && (
        <fieldset>
          <legend>rules: clear one to plant a bug</legend>
          {parameters.filter(isBug).map(({ name, domain }) => (
            <Parameter key={name} name={name} domain={domain} />
          ))}
        </fieldset>
      )}
      <FaultFields />
      <TemporalFields />
      <label>
        <input
          type="checkbox"
          checked={keepGoing.value}
          onChange={({ currentTarget }) => {
            keepGoing.value = currentTarget.checked;
          }}
        />
        <span>settle every property</span>
      </label>
      <label>
        <span>at most so many states</span>
        <input
          type="number"
          name="states"
          min={1}
          max={50_000_000}
          value={maxStates.value}
          onChange={({ currentTarget }) => {
            maxStates.value = Math.max(1, Number(currentTarget.value));
          }}
        />
      </label>
    </form>
  );
}

/** How often each fault may happen, for those that the spec allows in this configuration, and those that were asked for. */
function FaultFields(): JSX.Element | null {
  const allowed = allowedFaults.value;
  const refused = Object.keys(faults.value).filter((name) => allowed.every((one) => one.name !== name));
  const shown = [...allowed, ...refused.map((name) => ({ name: name as FaultName, budget: 0 }))];
  if (shown.length === 0) return null;
  const change = (name: string, budget: number, own: number): void => {
    const { [name]: _, ...others } = faults.value;
    configure(specId.value, set.value, budget === own ? others : { ...others, [name]: budget });
  };
  return (
    <fieldset>
      <legend>faults, at most in a run</legend>
      {shown.map(({ name, budget }) => (
        <label key={name} title={faultMeanings[name]}>
          <span class="mono">{name}</span>
          <input
            type="number"
            min={0}
            max={mostFaults}
            value={faults.value[name] ?? budget}
            onChange={({ currentTarget }) => change(name, Math.max(0, Math.trunc(Number(currentTarget.value))), budget)}
          />
        </label>
      ))}
    </fieldset>
  );
}

/** A formula to judge in place of the properties, and what is assumed of runs. */
function TemporalFields(): JSX.Element {
  const known = walk.value?.predicates ?? [];
  return (
    <details class="temporal" open={ltl.value !== '' || fairness.value !== 'declared'}>
      <summary>temporal formula</summary>
      <label>
        <span>judge alone</span>
        <input
          type="text"
          class="mono"
          value={ltl.value}
          placeholder={known.length === 0 ? 'always eventually ...' : `always eventually ${known[0]}(0)`}
          onInput={({ currentTarget }) => {
            ltl.value = currentTarget.value;
          }}
        />
      </label>
      {known.length > 0 && <p class="dim">It may speak of {known.join(', ')}, and of actions as in taken(enter).</p>}
      <label>
        <span>fairness</span>
        <select
          value={fairness.value}
          onChange={({ currentTarget }) => {
            fairness.value = currentTarget.value as 'declared';
          }}
        >
          <option value="declared">as the spec declares</option>
          <option value="none">none</option>
          <option value="weak">weak, of every action</option>
          <option value="strong">strong, of every action</option>
        </select>
      </label>
    </details>
  );
}

function Parameter({ name, domain }: { readonly name: string; readonly domain: ParameterDomain }): JSX.Element {
  const value = set.value[name] ?? domain.default;
  const change = (changed: ParameterValue): void => {
    const { [name]: _, ...others } = set.value;
    configure(specId.value, changed === domain.default ? others : { ...others, [name]: changed }, faults.value);
  };
  const title = domain.description;
  if (domain.kind === 'boolean')
    return (
      <label title={title}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        <span class="mono">{name}</span>
        {title !== undefined && <span class="dim"> {title}</span>}
      </label>
    );
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: it holds one control or the other
    <label title={title}>
      <span class="mono">{name}</span>
      {domain.kind === 'choice' ? (
        <select value={String(value)} onChange={({ currentTarget }) => change(currentTarget.value)}>
          {domain.values.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <input
          type="number"
          min={domain.min}
          max={domain.max}
          value={Number(value)}
          onChange={({ currentTarget }) => change(Number(currentTarget.value))}
        />
      )}
    </label>
  );
}
