import type { ParameterValue } from '../../spec/parameter.ts';

/** What the address of a page says: a configuration, and a run by the names of its steps. */
export interface Address {
  readonly spec: string;
  readonly set: Readonly<Record<string, ParameterValue>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly initial: number;
  readonly keys: readonly string[];
  readonly at: number;
  /** Fields that are watched. */
  readonly watch: readonly string[];
}

/** `#/maekawa?set=processes:3&a=request(0);enter(0)&step=1`. Values are numbers, booleans, or words. */
export function formatAddress({ spec, set, faults, initial, keys, at, watch }: Address): string {
  const parts = [
    ...list(
      'set',
      Object.entries(set).map(([name, value]) => `${encode(name)}:${encode(String(value))}`),
      ',',
    ),
    ...list(
      'faults',
      Object.entries(faults).map(([name, budget]) => `${encode(name)}:${budget}`),
      ',',
    ),
    ...(initial === 0 ? [] : [`init=${initial}`]),
    ...list('a', keys.map(encode), ';'),
    ...(keys.length === 0 ? [] : [`step=${at}`]),
    ...list('watch', watch.map(encode), ','),
  ];
  return `#/${encodeURIComponent(spec)}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
}

/** Reads an address; whatever is missing has its usual value. `undefined` if it names no spec. */
export function parseAddress(hash: string): Address | undefined {
  const [, name, query = ''] = /^#\/([^?]+)(?:\?(.*))?$/.exec(hash) ?? [];
  if (name === undefined) return undefined;
  const fields = new Map(
    query.split('&').map((field) => [field.split('=')[0] ?? '', field.slice(field.indexOf('=') + 1)]),
  );
  const items = (key: string, separator: string): string[] =>
    (fields.get(key) ?? '').split(separator).filter((item) => item !== '');
  const keys = items('a', ';').map(plainOf);
  const set = items('set', ',').map((item) => {
    const [parameter = '', value = ''] = item.split(':').map(plainOf);
    return [parameter, readValue(value)] as const;
  });
  const faults = items('faults', ',').map((item) => {
    const [fault = '', budget = ''] = item.split(':').map(plainOf);
    return [fault, naturalOf(budget) ?? 0] as const;
  });
  return {
    spec: plainOf(name),
    set: Object.fromEntries(set),
    faults: Object.fromEntries(faults),
    initial: naturalOf(fields.get('init')) ?? 0,
    keys,
    at: Math.min(naturalOf(fields.get('step')) ?? keys.length, keys.length),
    watch: items('watch', ',').map(plainOf),
  };
}

function readValue(text: string): ParameterValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function naturalOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function list(key: string, items: readonly string[], separator: string): string[] {
  return items.length === 0 ? [] : [`${key}=${items.join(separator)}`];
}

/** Brackets and the arrow of a delivery stay readable; what separates is encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+');
}

function plainOf(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
