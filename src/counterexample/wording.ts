import type { FalsePart, Json, Message } from './trace.ts';

/** A value in the words of a report: `held`, `[0, 1]`, `{0, 2}`, `{term: 1}`, `none` for null. */
export function formatValue(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return formatString(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(formatValue).join(', ')}]`;
  const { '#set': elements, '#map': entries } = value;
  if (elements !== undefined) return `{${(elements as readonly Json[]).map(formatValue).join(', ')}}`;
  const fields = (entries as readonly [Json, Json][] | undefined) ?? Object.entries(value);
  return `{${fields.map(([key, part]) => `${formatValue(key)}: ${formatValue(part)}`).join(', ')}}`;
}

/** A message as its arrow names it: its type, and in brackets what it carries. */
export function formatMessage({ type, payload }: Pick<Message, 'type' | 'payload'>): string {
  if (payload === null || typeof payload !== 'object' || isList(payload)) return `${type}(${formatValue(payload)})`;
  const fields = Object.entries(payload);
  if (fields.length === 0) return type;
  if (fields.length === 1) return `${type}(${formatValue(fields[0]?.[1] as Json)})`;
  return `${type}(${fields.map(([name, value]) => `${name}=${formatValue(value)}`).join(', ')})`;
}

/** The parts of a bad state as one claim: `p0.phase = held and p1.phase = held`. */
export function formatParts(parts: readonly FalsePart[]): string {
  return enumerate(parts.map(({ text, value }) => `${text} = ${formatValue(value)}`));
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Words stand as they are; whatever could be taken for something else is quoted. */
function formatString(text: string): string {
  const isWord = /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text) && !['none', 'true', 'false'].includes(text);
  return isWord ? text : `'${text.replace(/['\\\p{Cc}]/gu, escaped)}'`;
}

function escaped(character: string): string {
  return character === "'" || character === '\\' ? `\\${character}` : JSON.stringify(character).slice(1, -1);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
