import type { Json, Trace } from '../../counterexample/trace.ts';

/**
 * A trace in the Informal Trace Format (Apalache, ADR 015). A lasso ends before the state that it comes back to, and `loop` is the
 * place of that state. What the format has no place for, null and broken numbers, is `#unserializable`.
 */
export function itf(name: string, { initial, steps, lasso }: Trace): string {
  const comesBack = lasso !== undefined && lasso.period > 0;
  const states = [initial, ...steps.map(({ state }) => state)].slice(0, comesBack ? -1 : undefined);
  const vars = isRecord(initial) ? Object.keys(initial) : ['state'];
  const written = states.map((state, index) => ({
    '#meta': { index, ...(index > 0 && { action: steps[index - 1]?.key }) },
    ...(isRecord(state) ? mapValues(state, expression) : { state: expression(state) }),
  }));
  const document = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      description: `a trace of ${name}, written by unturned`,
      ...(comesBack && { 'last-action': steps.at(-1)?.key }),
    },
    vars,
    states: written,
    ...(lasso !== undefined && { loop: lasso.start }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function expression(value: Json): Json {
  if (value === null) return { '#unserializable': 'null' };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : { '#unserializable': String(value) };
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(expression);
  if ('#set' in value) return { '#set': (value['#set'] as readonly Json[]).map(expression) };
  if ('#map' in value)
    return {
      '#map': (value['#map'] as readonly (readonly [Json, Json])[]).map(([key, part]) => [
        expression(key),
        expression(part),
      ]),
    };
  return mapValues(value as { readonly [key: string]: Json }, expression);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && !('#set' in value) && !('#map' in value)
  );
}

function mapValues(record: { readonly [key: string]: Json }, write: (value: Json) => Json): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, write(value)]));
}
