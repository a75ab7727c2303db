import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { at, branch, check, source, trace } from './signals.ts';

/** The text of the spec, with the action of the last step and the property of the run marked. */
export function SourcePanel(): JSX.Element {
  const shown = source.value;
  const frame = useRef<HTMLElement>(null);
  const action = trace.value?.steps[at.value - 1]?.action;
  useEffect(() => {
    const marked = shown && frame.current?.querySelector('.is-action, .is-property');
    if (action !== '') marked?.scrollIntoView({ block: 'center' });
  }, [shown, action]);
  if (shown === undefined) return <p class="dim empty">…</p>;
  if (shown === null) return <p class="dim empty">The text of the spec is not here.</p>;
  const lines = shown.text.trimEnd().split(/\r?\n/);
  const property = branch.value.given?.property;
  const marks = new Map([
    ...mark(lineOfProperty(lines, property), 'is-property'),
    ...mark(lineOf(lines, action), 'is-action'),
  ]);
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section ref={frame} class="scroll drawing" tabIndex={0} aria-label="source">
      <p class="dim mono">{shown.file}</p>
      <ol class="code">
        {lines.map((line, i) => (
          <li key={i} class={marks.get(i)}>
            <code>{line === '' ? ' ' : line}</code>
            {marks.has(i) && (
              <span class="dim"> ◂ {marks.get(i) === 'is-action' ? `step ${at.value}` : `what the run settles`}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above
  );
}

function mark(line: number, style: string): readonly (readonly [number, string])[] {
  return line < 0 ? [] : [[line, style]];
}

/** The line that defines a name in a record, from 0; -1 if there is none. There is no parser here. */
function lineOf(lines: readonly string[], name: string | undefined): number {
  if (name === undefined) return -1;
  return lines.findIndex((line) => {
    const text = line.trimStart();
    return text.startsWith(`${name}:`) || text.startsWith(`${name}(`) || text.startsWith(`async ${name}(`);
  });
}

/** Where the check says that a property is, or else where its name is defined. */
function lineOfProperty(lines: readonly string[], name: string | undefined): number {
  const { outcome } = check.value;
  const found =
    outcome !== undefined && 'system' in outcome
      ? outcome.system.properties.find((property) => property.name === name)?.source
      : undefined;
  const isHere = found !== undefined && lines[found.line - 1]?.includes(name ?? '');
  return isHere ? found.line - 1 : lineOf(lines, name);
}
