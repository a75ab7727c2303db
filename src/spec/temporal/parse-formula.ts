import { SpecError } from '../spec-error.ts';
import type { Scalar } from '../value.ts';
import type { ActionPattern, Formula } from './formula.ts';
import { matchingActions, namedPredicate, type Vocabulary } from './predicates.ts';

/** What a formula may look like; shown where one is not understood. */
const formulaHelp =
  'A formula is made of named predicates such as waiting(1), of enabled and taken with an action, and of always, eventually, infinitely often, next, until, release, leads to, not, and, or, implies, for all i in 0..2: and brackets.';

interface Token {
  readonly kind: 'symbol' | 'number' | 'string' | 'word' | 'end';
  readonly text: string;
  /** Where it begins; columns count from 1. */
  readonly column: number;
}

const tokens =
  /(?<symbol>\[\]|<>|~>|->|=>|<-|&&|\|\||\.\.|[()!,:])|(?<number>-?\d+(?:\.\d+)?)|(?<string>"[^"]*"|'[^']*')|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)/uy;

const unary: Readonly<Record<string, 'not' | 'next' | 'always' | 'eventually'>> = {
  ...{
    not: 'not',
    '!': 'not',
    next: 'next',
    always: 'always',
    '[]': 'always',
    eventually: 'eventually',
    '<>': 'eventually',
  },
};

/** Operators between two formulas, those that bind least first; each level groups to the right. */
const binary: readonly Readonly<Record<string, 'leadsTo' | 'implies' | 'or' | 'and' | 'until' | 'release'>>[] = [
  { leadsTo: 'leadsTo', 'leads to': 'leadsTo', '~>': 'leadsTo' },
  { implies: 'implies', '->': 'implies', '=>': 'implies' },
  { or: 'or', '||': 'or' },
  { and: 'and', '&&': 'and' },
  { until: 'until', release: 'release' },
];

/**
 * A formula written as text: `always (waiting(1) implies eventually held(1))`.
 * @throws SpecError U106 if it is not understood, or names a predicate or an action that does not exist
 */
export function parseFormula<S>(text: string, vocabulary: Vocabulary<S>): Formula<S> {
  return new Parser(text, vocabulary).parse();
}

class Parser<S> {
  readonly #text: string;
  readonly #vocabulary: Vocabulary<S>;
  readonly #tokens: readonly Token[];
  readonly #predicates = new Map<string, Formula<S>>();
  #at = 0;

  constructor(text: string, vocabulary: Vocabulary<S>) {
    this.#text = text;
    this.#vocabulary = vocabulary;
    this.#tokens = this.#scan();
  }

  parse(): Formula<S> {
    const formula = this.#binary(0, new Map());
    if (this.#token.kind !== 'end') throw this.#unexpected();
    return formula;
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #scan(): readonly Token[] {
    const found: Token[] = [];
    for (let at = 0; ; ) {
      while (/\s/.test(this.#text[at] ?? '')) at++;
      if (at === this.#text.length) return [...found, { kind: 'end', text: '', column: at + 1 }];
      tokens.lastIndex = at;
      const groups = tokens.exec(this.#text)?.groups;
      const [kind, text] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? [];
      if (text === undefined) throw this.#wrong(at + 1, `"${this.#text[at]}" means nothing here`);
      found.push({ kind: kind as Token['kind'], text, column: at + 1 });
      at += text.length;
    }
  }

  #binary(level: number, bound: ReadonlyMap<string, Scalar>): Formula<S> {
    const operators = binary[level];
    if (operators === undefined) return this.#unary(bound);
    const left = this.#binary(level + 1, bound);
    const kind = this.#operator(operators);
    if (kind === undefined) return left;
    const right = this.#binary(level, bound);
    return kind === 'and' || kind === 'or' ? { kind, of: [left, right] } : { kind, left, right };
  }

  /** Takes an operator, which may be of two words. */
  #operator<T>(operators: Readonly<Record<string, T>>): T | undefined {
    const { kind, text } = this.#token;
    if (kind !== 'word' && kind !== 'symbol') return undefined;
    const two = `${text} ${this.#tokens[this.#at + 1]?.text}`;
    const found = [two, text].find((one) => Object.hasOwn(operators, one));
    if (found === undefined) return undefined;
    this.#at += found === two ? 2 : 1;
    return operators[found];
  }

  #unary(bound: ReadonlyMap<string, Scalar>): Formula<S> {
    if (this.#operator({ infinitelyOften: true, 'infinitely often': true }))
      return { kind: 'always', of: { kind: 'eventually', of: this.#unary(bound) } };
    if (this.#operator({ forAll: true, 'for all': true })) return this.#forAll(bound);
    const kind = this.#operator(unary);
    return kind === undefined ? this.#primary(bound) : { kind, of: this.#unary(bound) };
  }

  #primary(bound: ReadonlyMap<string, Scalar>): Formula<S> {
    if (this.#takes('(')) {
      const formula = this.#binary(0, bound);
      this.#expect(')');
      return formula;
    }
    const { kind, text, column } = this.#token;
    if (kind !== 'word') throw this.#unexpected();
    this.#at++;
    if (text === 'true' || text === 'false') return { kind: 'constant', value: text === 'true' };
    if ((text === 'enabled' || text === 'taken') && this.#token.kind !== 'end') return this.#actionAtom(text, bound);
    const args = this.#arguments(bound);
    const key = JSON.stringify([text, ...args]);
    const formula =
      this.#predicates.get(key) ?? this.#located(column, () => namedPredicate(this.#vocabulary, text, args, 'U106'));
    this.#predicates.set(key, formula);
    return formula;
  }

  #actionAtom(kind: 'enabled' | 'taken', bound: ReadonlyMap<string, Scalar>): Formula<S> {
    const isBracketed = this.#takes('(');
    const { kind: token, text: name, column } = this.#token;
    if (token !== 'word') throw this.#unexpected();
    this.#at++;
    const args = this.#arguments(bound);
    if (isBracketed) this.#expect(')');
    const action: ActionPattern = { name, ...(args.length > 0 && { args }) };
    this.#located(column, () => matchingActions(action, this.#vocabulary.actions, 'U106'));
    return { kind, action };
  }

  /** `i in 0..2: formula`. */
  #forAll(bound: ReadonlyMap<string, Scalar>): Formula<S> {
    const { kind, text: name } = this.#token;
    if (kind !== 'word') throw this.#unexpected();
    this.#at++;
    this.#expect('in');
    const first = this.#number();
    this.#expect('..');
    const last = this.#number();
    this.#expect(':');
    const start = this.#at;
    if (last < first) throw this.#wrong(this.#token.column, `there is nothing from ${first} to ${last}`);
    const of = Array.from({ length: last - first + 1 }, (_, i) => {
      this.#at = start;
      return this.#binary(0, new Map([...bound, [name, first + i]]));
    });
    return { kind: 'and', of };
  }

  #arguments(bound: ReadonlyMap<string, Scalar>): Scalar[] {
    const args: Scalar[] = [];
    if (!this.#takes('(') || this.#takes(')')) return args;
    do args.push(this.#argument(bound));
    while (this.#takes(',') || this.#takes('<-'));
    this.#expect(')');
    return args;
  }

  #argument(bound: ReadonlyMap<string, Scalar>): Scalar {
    const { kind, text } = this.#token;
    if (kind === 'number') return this.#number();
    if (kind !== 'word' && kind !== 'string') throw this.#unexpected();
    this.#at++;
    if (kind === 'string') return text.slice(1, -1);
    const constants: Readonly<Record<string, Scalar>> = { true: true, false: false, null: null };
    return bound.get(text) ?? (Object.hasOwn(constants, text) ? (constants[text] as Scalar) : text);
  }

  #number(): number {
    const { kind, text } = this.#token;
    if (kind !== 'number') throw this.#unexpected();
    this.#at++;
    return Number(text);
  }

  #takes(text: string): boolean {
    if (this.#token.text !== text || this.#token.kind === 'string') return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw this.#unexpected(`"${text}" is expected`);
  }

  #unexpected(expected?: string): SpecError {
    const { kind, text, column } = this.#token;
    const found = kind === 'end' ? 'the formula ends too early' : `"${text}" is not expected`;
    return this.#wrong(
      column,
      expected === undefined ? found : kind === 'end' ? `${found}: ${expected}` : `${expected}, not "${text}"`,
    );
  }

  #wrong(column: number, text: string): SpecError {
    return new SpecError('U106', { where: `"${this.#text}", character ${column}`, text, help: formulaHelp });
  }

  /** Runs something that may complain, and says where. */
  #located<T>(column: number, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof SpecError) throw error.with({ where: `"${this.#text}", character ${column}` });
      throw error;
    }
  }
}
