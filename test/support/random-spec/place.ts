import { fieldAccess, type Shape } from './shape.ts';

/** Something that code can name: the state, a part of it, a variable. */
export interface Place {
  readonly text: string;
  readonly shape: Shape;
  /** It may stand on the left of `=`. */
  readonly isAssignable: boolean;
  /** What it holds may be changed. */
  readonly isMutable: boolean;
}

/** What code at some point can name. */
export interface Scope {
  readonly roots: readonly Place[];
  /** Numbers to index with, as code. */
  readonly indexes: readonly string[];
}

const known = new WeakMap<Scope, readonly Place[]>();

/** All places in a scope: its roots and everything in them that has a fixed way to it. */
export function placesOf(scope: Scope): readonly Place[] {
  const places = known.get(scope) ?? scope.roots.flatMap((root) => [root, ...partsOf(root, scope.indexes)]);
  known.set(scope, places);
  return places;
}

function partsOf({ text, shape, isMutable }: Place, indexes: readonly string[]): Place[] {
  const part = (access: string, of: Shape): Place[] => {
    const place = { text: access, shape: of, isAssignable: isMutable, isMutable };
    return [place, ...partsOf(place, indexes)];
  };
  if (shape.kind === 'record') return shape.fields.flatMap((field, i) => part(fieldAccess(text, i), field));
  if (shape.kind !== 'row') return [];
  const computed = indexes.map((index) => `${index} % ${shape.length}`);
  return ['0', String(shape.length - 1), ...computed].flatMap((index) => part(`${text}[${index}]`, shape.item));
}

/** A scope with one more variable. */
export function withVariable(scope: Scope, text: string, shape: Shape, isMutable: boolean): Scope {
  const indexes = shape.kind === 'number' ? [...scope.indexes, text] : scope.indexes;
  return { roots: [{ text, shape, isAssignable: false, isMutable }, ...scope.roots], indexes };
}

/** The one of several that a number stands for. */
export function pick<T>(options: readonly T[], n: number): T {
  return options[n % options.length] as T;
}
