/**
 * Writes a value so that two values are equal exactly if their texts are: record keys, set elements and map entries in
 * order, strings quoted, and a different bracket for each kind of composite.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return Object.is(value, -0) ? '0' : String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Set) return `<${[...value].map(canonical).sort().join()}>`;
  if (value instanceof Map)
    return `(${[...value]
      .map(([key, part]) => `${canonical(key)}:${canonical(part)}`)
      .sort()
      .join()})`;
  const record = value as Record<string, unknown>;
  return `{${Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`)
    .join()}}`;
}
