import type { ActionPattern, Formula } from './formula.ts';

/** Longer texts of predicates that have no name are cut. */
const longestPredicate = 48;

/** A formula as one would write it on the command line. */
export function formulaText<S>(formula: Formula<S>): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'state':
      return formula.text.length <= longestPredicate ? formula.text : `${formula.text.slice(0, longestPredicate - 1)}…`;
    case 'enabled':
    case 'taken':
      return `${formula.kind} ${patternText(formula.action)}`;
    case 'always':
      if (formula.of.kind === 'eventually') return `infinitely often ${operand(formula.of.of)}`;
      return `always ${operand(formula.of)}`;
    case 'not':
    case 'next':
    case 'eventually':
      return `${formula.kind} ${operand(formula.of)}`;
    case 'and':
    case 'or':
      if (formula.of.length === 0) return String(formula.kind === 'and');
      return formula.of.length === 1
        ? formulaText(formula.of[0] as Formula<S>)
        : formula.of.map(operand).join(` ${formula.kind} `);
    default:
      return `${operand(formula.left)} ${formula.kind === 'leadsTo' ? 'leads to' : formula.kind} ${operand(formula.right)}`;
  }
}

/** `enter(1)`, or `enter` for any of that name. */
export function patternText({ name, args }: ActionPattern): string {
  return args === undefined ? name : `${name}(${args.join(', ')})`;
}

function operand<S>(formula: Formula<S>): string {
  const text = formulaText(formula);
  if (formula.kind === 'state') return /^\w+(\([^()]*\))?$/.test(text) ? text : `(${text})`;
  const isPlain =
    formula.kind === 'constant' ||
    ((formula.kind === 'and' || formula.kind === 'or') && formula.of.length === 0) ||
    ['not', 'next', 'always', 'eventually', 'enabled', 'taken'].includes(formula.kind);
  return isPlain ? text : `(${text})`;
}
