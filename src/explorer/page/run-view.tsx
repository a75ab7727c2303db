import type { JSX } from 'preact';
import { countOf, formatCount, formatDuration } from '../../report/figures.ts';
import { depthChart } from '../../report/html/depth-chart.ts';
import { describeStop } from '../../report/numbers.ts';
import { describeOutcome } from '../../report/property-lines.ts';
import type { PropertyResult, SystemResult } from '../../report/result.ts';
import { verdictWords } from '../../report/verdict-words.ts';
import { ConfigurationForm } from './configuration-form.tsx';
import { markOf } from './marks.ts';
import { ProgressView } from './progress-view.tsx';
import { check } from './signals.ts';
import { openProperty } from './store.ts';

/** The configuration, how its check goes, and what came of it. */
export function RunView(): JSX.Element {
  const { outcome, status } = check.value;
  return (
    <main class="run-view">
      <ConfigurationForm />
      <div class={`results${status === 'none' ? ' is-empty' : ''}`}>
        {status === 'running' && <ProgressView />}
        {outcome !== undefined && 'diagnostic' in outcome && (
          <div class="card bad" role="alert">
            <b>{outcome.diagnostic.code}</b> {outcome.diagnostic.where !== undefined && `${outcome.diagnostic.where}: `}
            {outcome.diagnostic.text}. {outcome.diagnostic.help}
          </div>
        )}
        {outcome !== undefined && 'system' in outcome && <Outcome system={outcome.system} />}
        {status === 'none' && (
          <p class="dim card">
            Check explores every order of events, and shows the shortest run that breaks a property. Explore by hand
            takes one step at a time.
          </p>
        )}
      </div>
    </main>
  );
}

function Outcome({ system }: { readonly system: SystemResult }): JSX.Element {
  const { stats, actions, properties } = system;
  const { word, style, text } = verdictWords(system);
  const how = stats.complete ? 'search complete' : `search ${describeStop(stats.stoppedBy)}`;
  return (
    <>
      <p class={`card verdict-line ${style}`} role="status">
        <b>{word}</b>{' '}
        <span class="ink">
          {text}
          <br />
          {countOf(stats.states, 'state')} · {countOf(stats.transitions, 'transition')} · depth {stats.depth} · {how} ·{' '}
          {formatDuration(stats.elapsedMs)}
        </span>
      </p>
      <section class="card" aria-label="Properties">
        <h2>Properties</h2>
        <ul class="rows">
          {properties.map((property) => (
            <PropertyRow key={property.name} property={property} system={system} />
          ))}
        </ul>
      </section>
      <div class="two-cards">
        <section class="card" aria-label="States per depth">
          <h2>States per depth</h2>
          {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
          <section
            class="scroll"
            tabIndex={0}
            aria-label="chart"
            dangerouslySetInnerHTML={{ __html: depthChart(stats.perDepth).markup }}
          />
          {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
        </section>
        <section class="card" aria-label="Actions">
          <h2>Actions</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">action</th>
                <th scope="col">fired</th>
                <th scope="col">new states</th>
              </tr>
            </thead>
            <tbody>
              {actions.map(({ name, fired, newStates }) => (
                <tr key={name}>
                  <td class="mono">
                    {name}
                    {fired === 0 && <span class="warning"> ! {stats.complete ? 'never fired' : 'not yet fired'}</span>}
                  </td>
                  <td class="count">{formatCount(fired)}</td>
                  <td class="count">{formatCount(newStates)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}

function PropertyRow({
  property,
  system,
}: {
  readonly property: PropertyResult;
  readonly system: SystemResult;
}): JSX.Element {
  const { name, kind, status, description = '', message } = property;
  const { glyph, style } = markOf(status);
  const words = describeOutcome(property, system);
  const more = [message, description].filter(
    (text): text is string => text !== undefined && text !== '' && !words.includes(text),
  );
  return (
    <li>
      <span class={style}>{glyph}</span> <b class="mono">{name}</b> <span class="dim">{kind}</span> <span>{words}</span>
      {more.length > 0 && <span class="dim"> · {more.join(' · ')}</span>}
      {property.trace !== undefined && (
        <button
          type="button"
          class="plain"
          onClick={() => openProperty(property)}
          aria-label={`open the run of ${name}`}
        >
          open ▸
        </button>
      )}
    </li>
  );
}
