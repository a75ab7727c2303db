import { isRecord, type Path } from '../spec/value.ts';

/**
 * Runs a function on a state and records the places it looks at: scalars, sets and maps as a whole, and arrays whose
 * length it asks for. Places come in the order of the first look, each once.
 */
export function readsOf<S>(state: S, look: (state: S) => unknown): readonly Path[] {
  const places = new Map<string, Path>();
  const record = (path: Path): void => {
    const key = JSON.stringify(path);
    if (!places.has(key)) places.set(key, path);
  };
  look(watched(state, [], record) as S);
  return [...places.values()];
}

/** Frozen targets would forbid a proxy to answer with watched parts, so that it stands before a shallow copy. */
function watched(value: unknown, path: Path, record: (path: Path) => void): unknown {
  if (!Array.isArray(value) && !isRecord(value)) {
    record(path);
    return value;
  }
  return new Proxy(Array.isArray(value) ? [...value] : { ...value }, {
    get: (target, key) => {
      if (Array.isArray(target) && key === 'length') record(path);
      const part = Reflect.get(target, key);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key) || key === 'length') return part;
      return watched(part, [...path, Array.isArray(target) ? Number(key) : key], record);
    },
  });
}
