/**
 * Linear temporal logic in negation normal form, over atoms that are numbers. Equal formulas have the same key, and are
 * made by functions that simplify: F. Somenzi and R. Bloem, "Efficient Büchi automata from LTL formulae", CAV 2000;
 * K. Etessami and G. J. Holzmann, "Optimizing Büchi automata", CONCUR 2000.
 */
export type Ltl =
  | (Keyed & { readonly kind: 'true' | 'false' })
  | (Keyed & { readonly kind: 'atom'; readonly atom: number; readonly isPositive: boolean })
  | (Keyed & { readonly kind: 'and' | 'or'; readonly of: readonly Ltl[] })
  | (Keyed & { readonly kind: 'next'; readonly of: Ltl })
  | (Keyed & { readonly kind: 'until' | 'release'; readonly left: Ltl; readonly right: Ltl });

interface Keyed {
  readonly key: string;
  /** It holds of a run if it holds of a rest of it: as `eventually` does. */
  readonly isEventual: boolean;
  /** It holds of every rest of a run of which it holds: as `always` does. */
  readonly isUniversal: boolean;
}

const constant = { isEventual: true, isUniversal: true };

export const truth: Ltl = { kind: 'true', key: 'T', ...constant };
export const falsity: Ltl = { kind: 'false', key: 'F', ...constant };

export function atom(index: number, isPositive: boolean): Ltl {
  const key = `${isPositive ? '' : '!'}${index}`;
  return { kind: 'atom', atom: index, isPositive, key, isEventual: false, isUniversal: false };
}

export function conjunction(of: readonly Ltl[]): Ltl {
  return combine('and', of, truth, falsity);
}

export function disjunction(of: readonly Ltl[]): Ltl {
  return combine('or', of, falsity, truth);
}

function combine(kind: 'and' | 'or', of: readonly Ltl[], neutral: Ltl, absorbing: Ltl): Ltl {
  const parts = new Map<string, Ltl>();
  for (const part of of) for (const one of part.kind === kind ? part.of : [part]) parts.set(one.key, one);
  parts.delete(neutral.key);
  if (parts.has(absorbing.key)) return absorbing;
  for (const part of parts.values())
    if (part.kind === 'atom' && parts.has(atom(part.atom, !part.isPositive).key)) return absorbing;
  const sorted = [...parts.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const [first] = sorted;
  if (first === undefined) return neutral;
  if (sorted.length === 1) return first;
  return {
    kind,
    of: sorted,
    key: `(${sorted.map(({ key }) => key).join(kind === 'and' ? '&' : '|')})`,
    isEventual: sorted.every(({ isEventual }) => isEventual),
    isUniversal: sorted.every(({ isUniversal }) => isUniversal),
  };
}

export function next(of: Ltl): Ltl {
  if (of.kind === 'true' || of.kind === 'false' || (of.isEventual && of.isUniversal)) return of;
  return { kind: 'next', of, key: `X${of.key}`, isEventual: of.isEventual, isUniversal: of.isUniversal };
}

export function until(left: Ltl, right: Ltl): Ltl {
  if (right.isEventual || left.kind === 'false' || left.key === right.key) return right;
  if (left.kind === 'true' && right.kind === 'until') return until(truth, right.right);
  if (left.kind === 'true' && right.kind === 'or') return disjunction(right.of.map((of) => until(truth, of)));
  if (right.kind === 'until' && right.left.key === left.key) return right;
  return {
    ...{ kind: 'until', left, right, key: `(${left.key}U${right.key})` },
    isEventual: left.kind === 'true',
    isUniversal: left.isUniversal && right.isUniversal,
  };
}

export function release(left: Ltl, right: Ltl): Ltl {
  if (right.isUniversal || left.kind === 'true' || left.key === right.key) return right;
  if (left.kind === 'false' && right.kind === 'release') return release(falsity, right.right);
  if (left.kind === 'false' && right.kind === 'and') return conjunction(right.of.map((of) => release(falsity, of)));
  if (right.kind === 'release' && right.left.key === left.key) return right;
  return {
    ...{ kind: 'release', left, right, key: `(${left.key}R${right.key})` },
    isEventual: left.isEventual && right.isEventual,
    isUniversal: left.kind === 'false',
  };
}
