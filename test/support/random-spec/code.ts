import fc from 'fast-check';
import { type Place, pick, placesOf, type Scope, withVariable } from './place.ts';
import { bounded, flagReads, numberReads } from './reads.ts';
import { element, fieldName, literal, modulus, type Shape } from './shape.ts';
import { canBeWritten, type Ingredients, valueCode, writes } from './writes.ts';

/** A number that code computes. `place` and `how` select among what the scope offers, so that any two numbers will do. */
export type NumberTerm =
  | { readonly kind: 'constant'; readonly n: number }
  | { readonly kind: 'read'; readonly place: number; readonly how: number; readonly n: number }
  | { readonly kind: 'sum'; readonly left: NumberTerm; readonly right: NumberTerm }
  | { readonly kind: 'either'; readonly test: FlagTerm; readonly left: NumberTerm; readonly right: NumberTerm };

/** A truth value that code computes. */
export type FlagTerm =
  | { readonly kind: 'ask'; readonly place: number; readonly how: number; readonly about: NumberTerm }
  | { readonly kind: 'not'; readonly of: FlagTerm }
  | { readonly kind: 'and' | 'or'; readonly left: FlagTerm; readonly right: FlagTerm };

/** Something that code does. */
export type Statement =
  | {
      readonly kind: 'write';
      readonly place: number;
      readonly how: number;
      readonly n: NumberTerm;
      readonly m: NumberTerm;
      readonly seed: number;
    }
  | { readonly kind: 'if'; readonly test: FlagTerm; readonly whenTrue: Block; readonly whenFalse: Block }
  /** Gives a part of the state a name, or goes through the parts of a collection. */
  | { readonly kind: 'bind'; readonly place: number; readonly how: number; readonly body: Block }
  | { readonly kind: 'choose'; readonly place: number; readonly how: number; readonly body: Block }
  | { readonly kind: 'send'; readonly to: number; readonly how: number; readonly n: NumberTerm; readonly seed: number };

export type Block = readonly Statement[];

/** What statements may do besides writing. */
export interface Abilities {
  readonly scope: Scope;
  readonly mayGrow: boolean;
  readonly mayChoose: boolean;
  /** If statements may send: the shape of what a message carries, and the code of how often it may cause another. */
  readonly sends?: {
    readonly body: Shape;
    readonly hops: string;
    readonly targets: readonly string[];
    /** The condition under which a message may be sent. */
    readonly guard?: string;
  };
  /** How many blocks this one is inside of. */
  readonly depth: number;
}

/** The code of a number, in parentheses where it needs them. */
export function numberCode(term: NumberTerm, scope: Scope): string {
  switch (term.kind) {
    case 'constant':
      return String(term.n % modulus);
    case 'read': {
      const place = pick(placesOf(scope), term.place);
      return `(${pick(numberReads(place.text, place.shape, String(term.n % modulus)), term.how)})`;
    }
    case 'sum':
      return `(${numberCode(term.left, scope)} + ${numberCode(term.right, scope)})`;
    case 'either':
      return `(${flagCode(term.test, scope)} ? ${numberCode(term.left, scope)} : ${numberCode(term.right, scope)})`;
  }
}

/** The code of a truth value. */
export function flagCode(term: FlagTerm, scope: Scope): string {
  switch (term.kind) {
    case 'ask': {
      const place = pick(placesOf(scope), term.place);
      return `(${pick(flagReads(place.text, place.shape, numberCode(term.about, scope)), term.how)})`;
    }
    case 'not':
      return `!${flagCode(term.of, scope)}`;
    case 'and':
      return `(${flagCode(term.left, scope)} && ${flagCode(term.right, scope)})`;
    case 'or':
      return `(${flagCode(term.left, scope)} || ${flagCode(term.right, scope)})`;
  }
}

/** The code of a block, one statement a line. */
export function blockCode(block: Block, abilities: Abilities): string[] {
  return block.flatMap((statement) => statementCode(statement, abilities));
}

function statementCode(statement: Statement, abilities: Abilities): string[] {
  const { scope } = abilities;
  switch (statement.kind) {
    case 'write': {
      const ingredients: Ingredients = {
        scope,
        n: numberCode(statement.n, scope),
        m: numberCode(statement.m, scope),
        seed: statement.seed,
        mayGrow: abilities.mayGrow,
      };
      const writable = placesOf(scope).filter(canBeWritten);
      const places = [...writable.filter(({ shape }) => shape.kind === 'number'), ...writable];
      return places.length === 0 ? [] : [pick(writes(pick(places, statement.place), ingredients), statement.how)];
    }
    case 'if': {
      const deeper = { ...abilities, depth: abilities.depth + 1 };
      const otherwise = blockCode(statement.whenFalse, deeper);
      return [
        `if (${flagCode(statement.test, scope)}) {`,
        ...indent(blockCode(statement.whenTrue, deeper)),
        ...(otherwise.length === 0 ? ['}'] : ['} else {', ...indent(otherwise), '}']),
      ];
    }
    case 'bind': {
      const name = `v${abilities.depth}`;
      const bindings = placesOf(scope).flatMap((place) => bindingsOf(place, name));
      if (bindings.length === 0) return [];
      const { open, shape, isMutable, close = '}' } = pick(bindings, statement.place + statement.how);
      const inner = withVariable(scope, name, shape, isMutable);
      return [
        open,
        ...indent(blockCode(statement.body, { ...abilities, scope: inner, depth: abilities.depth + 1 })),
        close,
      ];
    }
    case 'choose': {
      if (!abilities.mayChoose) return [];
      const name = `v${abilities.depth}`;
      const { options, guard, shape } = pick(choicesOf(scope), statement.place + statement.how);
      const inner = withVariable(scope, name, shape, false);
      return [
        guard === undefined ? '{' : `if (${guard}) {`,
        ...indent([
          `const ${name} = choose(${options});`,
          ...blockCode(statement.body, { ...abilities, scope: inner, depth: abilities.depth + 1 }),
        ]),
        '}',
      ];
    }
    case 'send':
      return abilities.sends === undefined ? [] : sendCode(statement, abilities, abilities.sends);
  }
}

interface Binding {
  readonly open: string;
  readonly shape: Shape;
  readonly isMutable: boolean;
  readonly close?: string;
}

/** Loops over what may grow while they run end after a few turns. */
function bindingsOf({ text, shape, isMutable }: Place, name: string): Binding[] {
  const loop = (head: string, item: Shape): Binding => ({
    open: `{ let turns = 5; for (${head}) { if (--turns < 0) break;`,
    shape: item,
    isMutable,
    close: '} }',
  });
  const alias: Binding = { open: `{ const ${name} = ${text};`, shape, isMutable };
  const ifAny = (element: string, item: Shape): Binding => ({
    open: `if (${text}.length > 0) { const ${name} = ${element};`,
    shape: item,
    isMutable,
  });
  switch (shape.kind) {
    case 'record':
      return [
        alias,
        { open: `{ const { ${fieldName(0)}: ${name} } = ${text};`, shape: shape.fields[0] as Shape, isMutable },
      ];
    case 'row':
      return [
        loop(`const ${name} of ${text}`, shape.item),
        { open: `${text}.forEach((${name}) => {`, shape: shape.item, isMutable, close: '});' },
        loop(`const ${name} of Object.values(${text})`, shape.item),
        { open: `{ const [, ${name}] = ${text};`, shape: shape.item, isMutable },
      ];
    case 'queue':
      return [
        loop(`const ${name} of ${text}`, shape.item),
        ifAny(`${text}[0]`, shape.item),
        ifAny(`${text}.at(-1)`, shape.item),
        ...(isMutable ? [ifAny(`${text}.shift()`, shape.item), ifAny(`${text}.splice(0, 1)[0]`, shape.item)] : []),
        loop(`const ${name} of [...${text}].reverse()`, shape.item),
        loop(`const ${name} of ${text}.filter((v, i) => i % 2 === 0)`, shape.item),
      ];
    case 'set':
      return shape.of === 'numbers' ? [loop(`const ${name} of ${text}`, { kind: 'number' })] : [alias];
    case 'map': {
      const key = element(shape.of, 0);
      return [
        loop(`const ${name} of ${text}.values()`, shape.value),
        loop(`const [, ${name}] of ${text}`, shape.value),
        { open: `if (${text}.has(${key})) { const ${name} = ${text}.get(${key});`, shape: shape.value, isMutable },
      ];
    }
    case 'number':
      return [alias];
    default:
      return [];
  }
}

interface Choices {
  readonly options: string;
  readonly shape: Shape;
  readonly guard?: string;
}

function choicesOf(scope: Scope): Choices[] {
  const fixed: Choices[] = [
    { options: '[0, 1]', shape: { kind: 'number' } },
    { options: '[true, false]', shape: { kind: 'flag' } },
    { options: "['x', 'x', 'y']", shape: { kind: 'word' } },
    { options: 'new Set([2, 1])', shape: { kind: 'number' } },
  ];
  const found = placesOf(scope).flatMap(({ text, shape }): Choices[] => {
    if (shape.kind === 'set' && shape.of === 'numbers')
      return [{ options: text, shape: { kind: 'number' }, guard: `${text}.size > 0` }];
    if (shape.kind === 'queue')
      return [{ options: `[...${text}.keys()]`, shape: { kind: 'number' }, guard: `${text}.length > 0` }];
    if (shape.kind === 'map' && shape.of === 'numbers')
      return [{ options: `${text}.keys()`, shape: { kind: 'number' }, guard: `${text}.size > 0` }];
    if (shape.kind === 'number') return [{ options: `[${text}, Math.abs(2 - ${text})]`, shape: { kind: 'number' } }];
    return [];
  });
  return [...fixed, ...found];
}

function sendCode(
  { to, how, n, seed }: Statement & { readonly kind: 'send' },
  { scope, mayChoose, depth }: Abilities,
  { body, hops, targets, guard }: NonNullable<Abilities['sends']>,
): string[] {
  const number = bounded(numberCode(n, scope));
  const ingredients = { scope, n: number, m: number, seed, mayGrow: false };
  const messages = [
    `{ type: 'hello', hops: ${hops} }`,
    `{ type: 'ping', hops: ${hops}, n: ${number} }`,
    `{ type: 'pack', hops: ${hops}, body: ${valueCode(body, ingredients)} }`,
    `{ type: 'pack', hops: ${hops}, body: ${literal(body, seed)} }`,
  ];
  const message = pick(messages, how);
  const everyone = [`for (const j${depth} of others) send(j${depth}, ${message});`];
  const chosen = mayChoose ? [`send(choose(others), ${message});`] : [];
  const statement = pick([...targets.map((target) => `send(${target}, ${message});`), ...everyone, ...chosen], to);
  return [guard === undefined ? statement : `if (${guard}) ${statement}`];
}

/** Moves lines to the right. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

const selector = fc.nat(99);

const terms = fc.letrec<{ number: NumberTerm; flag: FlagTerm }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('constant' as const), n: fc.nat(2) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('read' as const), place: selector, how: selector, n: fc.nat(2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('sum' as const), left: tie('number'), right: tie('number') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('either' as const),
        test: tie('flag'),
        left: tie('number'),
        right: tie('number'),
      }),
    },
  ),
  flag: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('ask' as const), place: selector, how: selector, about: tie('number') }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), of: tie('flag') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        left: tie('flag'),
        right: tie('flag'),
      }),
    },
  ),
}));

export const anyNumber: fc.Arbitrary<NumberTerm> = terms.number;
export const anyFlag: fc.Arbitrary<FlagTerm> = terms.flag;

const statements = fc.letrec<{ statement: Statement; block: Block }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        place: selector,
        how: selector,
        n: anyNumber,
        m: anyNumber,
        seed: selector,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        to: selector,
        how: selector,
        n: anyNumber,
        seed: selector,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('if' as const),
        test: anyFlag,
        whenTrue: tie('block'),
        whenFalse: fc.oneof(fc.constant([]), tie('block')),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('bind' as const), place: selector, how: selector, body: tie('block') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('choose' as const),
        place: selector,
        how: selector,
        body: tie('block'),
      }),
    },
  ),
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'statement' }),
}));

export const anyBlock: fc.Arbitrary<Block> = statements.block;
