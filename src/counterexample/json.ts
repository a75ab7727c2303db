import { normalise } from '../spec/value.ts';
import type { Json } from './trace.ts';

/** Writes a state, or a part of one, as plain JSON: sets and maps in ascending order, under `#set` and `#map`. */
export function toJson(value: unknown): Json {
  return plain(normalise(value));
}

function plain(value: unknown): Json {
  if (value === null || typeof value !== 'object') return value as Json;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return { '#set': [...value].map(plain) };
  if (value instanceof Map) return { '#map': [...value].map(([key, part]) => [plain(key), plain(part)]) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
