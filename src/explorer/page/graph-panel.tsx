import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { countOf } from '../../report/figures.ts';
import { colourNumber, graphSvg } from '../../report/graph-svg.ts';
import type { GraphView } from '../protocol.ts';
import { refreshGraph } from './pictures.ts';
import { graph, graphOptions } from './signals.ts';
import { jump } from './store.ts';

/** The states around the present one, or a quotient of all. A node is a run to go to. */
export function GraphPanel(): JSX.Element {
  const shown = graph.value;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const current = shown && frame.current?.querySelector('.is-current');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  const { view, hops, expressions, colour } = graphOptions.value;
  const change = (changed: Partial<typeof graphOptions.value>): void => {
    graphOptions.value = { ...graphOptions.value, ...changed };
    void refreshGraph();
  };
  const activate = (event: MouseEvent | KeyboardEvent): void => {
    if ('key' in event && event.key !== 'Enter' && event.key !== ' ') return;
    const node =
      shown?.nodes[Number((event.target as Element).closest('[data-node]')?.getAttribute('data-node') ?? -1)];
    if (node === undefined) return;
    event.preventDefault();
    jump(node.keys, node.initial);
  };
  return (
    <>
      <p class="bar options">
        <label>
          <span>show</span>
          <select value={view} onChange={({ currentTarget }) => change({ view: currentTarget.value as 'around' })}>
            <option value="around">the run, and what is near</option>
            <option value="quotient">states that agree as one</option>
          </select>
        </label>
        {view === 'around' && (
          <label>
            <span>steps from here</span>
            <input
              type="number"
              min={0}
              max={12}
              value={hops}
              onChange={({ currentTarget }) => change({ hops: Number(currentTarget.value) })}
            />
          </label>
        )}
        <label>
          <span>by</span>
          <input
            list="fields"
            value={expressions}
            placeholder={shown?.fields[0] ?? 'field'}
            onChange={({ currentTarget }) => change({ expressions: currentTarget.value })}
            aria-label="fields of the state, with commas between"
          />
        </label>
        <label>
          <span>colour by</span>
          <input
            list="fields"
            value={colour}
            placeholder="none"
            onChange={({ currentTarget }) => change({ colour: currentTarget.value })}
            aria-label="field that gives the colour"
          />
        </label>
        <datalist id="fields">
          {shown?.fields.map((field) => (
            <option key={field} value={field} />
          ))}
        </datalist>
        <span class="dim">
          {shown !== undefined &&
            `${countOf(shown.nodes.length, 'node')}, ${countOf(shown.states, 'state')}${shown.complete ? '' : ', not all'}`}
        </span>
      </p>
      {shown !== undefined && <Legend nodes={shown.nodes} />}
      {shown !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: its nodes are buttons
        <div
          ref={frame}
          class="scroll drawing"
          onClick={activate}
          onKeyDown={activate}
          dangerouslySetInnerHTML={{ __html: graphSvg(shown, 'state graph').markup }}
        />
      )}
    </>
  );
}

/** Which value has which colour. */
function Legend({ nodes }: Pick<GraphView, 'nodes'>): JSX.Element | null {
  const colours = [...new Set(nodes.flatMap(({ colour }) => (colour === undefined ? [] : [colour])))];
  if (colours.length === 0) return null;
  return (
    <ul class="legend mono">
      {colours.map((colour) => (
        <li key={colour} class={`own st-p${colourNumber(colours, { colour })}`}>
          ■ {colour}
        </li>
      ))}
    </ul>
  );
}
