import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { ExportMenu } from './export-menu.tsx';
import { markOf } from './marks.ts';
import { link } from './present.ts';
import { check, faults, set, spec, specs, type View, view } from './signals.ts';
import { openProperty } from './store.ts';

const views: readonly (readonly [View, string])[] = [
  ['run', 'Check'],
  ['trace', 'Trace'],
];

/** On the site, where the engine comes with the page, the guide lies beside it. */
const isSite = document.getElementById('unturned-worker') !== null;

/** The name of the spec, its parameters, what the check says of each property, and the ways to go on. */
export function Header(): JSX.Element {
  const outcome = check.value.outcome;
  const properties = outcome !== undefined && 'system' in outcome ? outcome.system.properties : [];
  const settings = Object.entries({ ...set.value, ...faults.value }).map(([name, value]) => `${name}=${value}`);
  return (
    <header class="top">
      <h1>
        <span class="dim">unturned</span> {spec.value?.name ?? (specs.value.length === 0 ? '…' : '')}
      </h1>
      <span class="mono dim settings">{settings.join(' ')}</span>
      <ul class="chips" aria-label="Verdicts">
        {properties
          .filter(({ status }) => status === 'violated' || status === 'not-refuted')
          .map((property) => (
            <li key={property.name}>
              <button
                type="button"
                class={`chip-button ${markOf(property.status).style}`}
                disabled={property.trace === undefined}
                onClick={() => openProperty(property)}
              >
                {markOf(property.status).glyph} {property.name}
                {property.trace !== undefined && ` @${property.trace.length}`}
              </button>
            </li>
          ))}
      </ul>
      <nav aria-label="Views">
        {views.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-current={view.value === name ? 'page' : undefined}
            onClick={() => {
              view.value = name;
            }}
          >
            {label}
          </button>
        ))}
        <ExportMenu />
        <CopyLink />
        {isSite && <a href="guide/index.html">Guide</a>}
      </nav>
    </header>
  );
}

/** Copies the address, which holds the run. */
function CopyLink(): JSX.Element {
  const told = useSignal('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link());
      told.value = 'Copied';
    } catch {
      told.value = 'It is in the address bar';
    }
  };
  return (
    <>
      <button type="button" onClick={copy}>
        Copy link
      </button>
      <span role="status" class="dim told">
        {told.value}
      </span>
    </>
  );
}
