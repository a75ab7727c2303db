import { chosen, chosenRun, fail, host } from './host.ts';
import { at, type Branch, compared, graph, graphOptions, source, specId } from './signals.ts';

let asked = 0;

/** Asks for the part of the state graph that is chosen. */
export async function refreshGraph(): Promise<void> {
  const { view: kind, hops, expressions, colour } = graphOptions.value;
  const fields = expressions
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  const number = ++asked;
  try {
    const request = { ...chosenRun(), at: at.value, view: kind, hops, expressions: fields, colour: colour.trim() };
    const answer = await host().graph(request);
    if (number === asked) graph.value = answer;
  } catch (error) {
    fail(error);
  }
}

/** Asks for the text of the spec. */
export async function refreshSource(): Promise<void> {
  const spec = specId.value;
  try {
    const answer = await host().source({ spec });
    if (spec === specId.value) source.value = answer;
  } catch (error) {
    fail(error);
  }
}

/** Holds the present run against another. */
export async function compareWith({ name, initial, keys }: Branch): Promise<void> {
  try {
    const { trace } = await host().walk({ ...chosen(), initial, keys, at: keys.length });
    compared.value = { name, trace };
  } catch (error) {
    fail(error);
  }
}
