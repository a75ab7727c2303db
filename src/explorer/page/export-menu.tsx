import type { JSX } from 'preact';
import { type Format, formats, writeTrace } from '../../report/export/formats.ts';
import { branch, spec, trace } from './signals.ts';

const labels: Readonly<Record<Format, string>> = {
  svg: 'SVG drawing',
  mermaid: 'Mermaid sequence diagram',
  dot: 'Graphviz DOT',
  aut: 'Aldebaran',
  itf: 'Informal Trace Format',
  shiviz: 'ShiViz log',
  json: 'JSON',
};

/** Saves the run as a file, in one of the formats of `unturned export`. */
export function ExportMenu(): JSX.Element {
  const save = (format: Format): void => {
    const run = trace.value;
    if (run === undefined) return;
    const name = [spec.value?.name ?? 'run', ...(branch.value.given ? [branch.value.given.property] : [])].join('.');
    const text = writeTrace(format, { name, trace: run, isViolation: branch.value.given?.isViolation ?? false });
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = `${name}${formats[format]}`;
    anchor.click();
    URL.revokeObjectURL(url);
  };
  return (
    <select
      aria-label="Export the run"
      value=""
      disabled={trace.value === undefined}
      onChange={({ currentTarget }) => {
        save(currentTarget.value as Format);
        currentTarget.value = '';
      }}
    >
      <option value="">Export…</option>
      {Object.entries(labels).map(([format, label]) => (
        <option key={format} value={format}>
          {label}
        </option>
      ))}
    </select>
  );
}
