import { type Place, pick, placesOf, type Scope } from './place.ts';
import { bounded, flagReads } from './reads.ts';
import { type Elements, element, elementOf, fieldAccess, fieldName, literal, type Shape } from './shape.ts';

/** What a write may use: numbers as code, and as numbers that select. */
export interface Ingredients {
  readonly scope: Scope;
  readonly n: string;
  readonly m: string;
  readonly seed: number;
  /** Queues may grow without looking at their length. */
  readonly mayGrow: boolean;
}

/** The code of a value of a shape: another place of the same shape, a copy of one, or a literal. */
export function valueCode(shape: Shape, { scope, n, seed }: Ingredients): string {
  const alike = placesOf(scope).filter((place) => isSame(place.shape, shape));
  if (alike.length === 0 || seed % 3 === 0) return shape.kind === 'number' ? bounded(n) : literal(shape, seed);
  const { text } = pick(alike, seed);
  return seed % 3 === 1 ? text : copyOf(text, shape, n);
}

function copyOf(text: string, shape: Shape, n: string): string {
  switch (shape.kind) {
    case 'record': {
      const [first] = shape.fields as readonly [Shape];
      return first.kind === 'number' ? `{ ...${text}, ${fieldName(0)}: ${bounded(n)} }` : `{ ...${text} }`;
    }
    case 'row':
    case 'queue':
      return `[...${text}]`;
    case 'set':
      return `new Set([...${text}])`;
    case 'map':
      return `new Map(${text})`;
    default:
      return text;
  }
}

const collections: readonly Shape['kind'][] = ['record', 'row', 'queue', 'set', 'map'];

/** Whether there is any way to change what lies at a place. */
export function canBeWritten({ isAssignable, isMutable, shape }: Place): boolean {
  return isAssignable || (isMutable && collections.includes(shape.kind));
}

/** Ways to change what lies at a place. Each is one statement. */
export function writes(place: Place, ingredients: Ingredients): string[] {
  return [
    ...(place.isMutable ? changes(place, ingredients) : []),
    ...(place.isAssignable ? assignments(place, ingredients) : []),
  ];
}

function assignments({ text, shape }: Place, ingredients: Ingredients): string[] {
  const { scope, n, m, seed } = ingredients;
  const others = placesOf(scope).filter(
    (place) => place.isAssignable && place.text !== text && isSame(place.shape, shape) && areApart(place.text, text),
  );
  const other = others.length === 0 ? undefined : pick(others, seed).text;
  const swaps =
    other === undefined
      ? []
      : [
          `[${text}, ${other}] = [${other}, ${text}];`,
          `{ const held = ${text}; ${text} = ${other}; ${other} = held; }`,
        ];
  return [...own(text, shape, n, m), `${text} = ${valueCode(shape, ingredients)};`, ...swaps, `${text} = ${text};`];
}

function own(text: string, shape: Shape, n: string, m: string): string[] {
  switch (shape.kind) {
    case 'number':
      return [
        `${text} = (${text} + 1) % 3;`,
        `${text} = ${bounded(n)};`,
        `${text} = -0;`,
        `${text} = ${text} === 2 && ${n} > ${m} ? 9 : (${text} + 1) % 3;`,
        `if (${text} < ${n}) ${text} ^= 1;`,
      ];
    case 'flag':
      return [`${text} = !${text};`, `${text} ||= ${n} > ${m};`, `${text} &&= ${n} > 0;`];
    case 'word':
      return [`${text} = ${n} > 0 ? 'x' : 'y';`, `${text} = ${text} === '' ? 'x' : '';`];
    case 'optional':
      return [`${text} = ${text} === null ? ${bounded(n)} : null;`, `${text} ??= ${bounded(n)};`, `${text} = null;`];
    case 'record':
      return [
        `{ const { ${fieldName(0)}: first, ...rest } = ${text}; ${text} = { ...rest, ${fieldName(0)}: first }; }`,
        `${text} = { ...${text} };`,
        `${text} = Object.fromEntries(Object.entries(${text}).reverse());`,
      ];
    case 'row':
      return [
        `${text} = ${text}.toReversed();`,
        `${text} = ${text}.map((v) => v);`,
        `${text} = [...${text}.slice(1), ${text}[0]];`,
      ];
    case 'queue':
      return [
        `${text} = ${text}.filter((v) => ${flagReads('v', shape.item, n)[0]});`,
        `${text} = ${text}.slice(1);`,
        `${text} = [...${text}];`,
        `${text} = [];`,
      ];
    case 'set':
      return [
        `${text} = new Set([...${text}].filter((v) => v !== ${elementOf(shape.of, n)}));`,
        `${text} = new Set(${text});`,
      ];
    case 'map':
      return [
        `${text} = new Map([...${text}].filter(([k]) => k !== ${elementOf(shape.of, bounded(n))}));`,
        `${text} = new Map(${text});`,
      ];
    case 'varying':
      return [
        `${text} = ${literal(shape, n.length)};`,
        `${text} = ${n} > ${m} ? ${literal(shape, 1)} : ${literal(shape, n.length + 3)};`,
        `if (!(${text} instanceof Set || ${text} instanceof Map)) ${text} = { ...${text} };`,
      ];
  }
}

function changes({ text, shape }: Place, ingredients: Ingredients): string[] {
  const { n, seed } = ingredients;
  const item = 'item' in shape ? valueCode(shape.item, ingredients) : '';
  switch (shape.kind) {
    case 'record': {
      const name = fieldName(seed % shape.fields.length);
      const field = shape.fields[seed % shape.fields.length] as Shape;
      const access = fieldAccess(text, seed % shape.fields.length);
      const value = valueCode(field, ingredients);
      return [
        `Object.assign(${text}, { ${name}: ${value} });`,
        `{ const held = ${access}; delete ${access}; ${access} = held; }`,
        `{ const held = ${value}; delete ${access}; ${access} = held; }`,
        `for (const key of Object.keys(${text})) ${text}[key] = ${text}[key];`,
        `if (${n} > ${ingredients.m}) ${text}.extra = ${bounded(n)}; else delete ${text}.extra;`,
        `Object.assign(${text}, { ${name}: ${value} }); if (${flagReads(access, field, n)[0]}) ${access} = ${literal(field, seed)};`,
      ];
    }
    case 'row':
      return [
        `${text}[${n} % ${shape.length}] = ${item};`,
        `${text}.reverse();`,
        `${text}.push(${text}.shift());`,
        `[${text}[0], ${text}[1]] = [${text}[1], ${text}[0]];`,
        `${text}.splice(${n} % ${shape.length}, 1, ${item});`,
        `${text}.fill(${item}, 1);`,
        `if (${text}.length > ${shape.length}) ${text}.pop(); else if (${n} > ${ingredients.m}) ${text}.push(${item});`,
      ];
    case 'queue':
      return [
        ingredients.mayGrow ? `${text}.push(${item});` : `if (${text}.length < 2) ${text}.push(${item});`,
        `${text}.shift();`,
        `if (${text}.length < 2) ${text}.unshift(${item});`,
        `if (${text}.push(${item}) > 2) ${text}.shift();`,
        `if (${text}.length < 2) { ${text}.push(${item}); ${text}.push(${text}.shift()); }`,
        `${text}.pop();`,
        `if (${text}.length > 0) ${text}.push(${text}.shift());`,
        `${text}.reverse();`,
        `${text}.splice(${n}, 1);`,
        `if (${text}.length > 0) ${text}[${text}.length - 1] = ${item};`,
        `while (${text}.length > 1) ${text}.shift();`,
        `${text}.shift(); if (${text}.length > 0 && ${flagReads(`${text}[0]`, shape.item, n)[0]}) ${text}.push(${item});`,
        `${text}.push(${item}); if (${text}.length > 2) ${text}.length = 1;`,
        `${text}.sort();`,
        `${text}.length = 0;`,
        `${text}.shift(); if (${text}.length < 2) ${text}.push(${item});`,
      ];
    case 'set': {
      const one = anElement(shape.of, n, seed);
      return [
        `${text}.add(${one});`,
        `${text}.delete(${one});`,
        `if (!${text}.delete(${one})) ${text}.add(${one});`,
        `${text}.clear();`,
        `for (const v of ${text}) if (v !== ${one}) ${text}.delete(v);`,
        `${text}.clear(); ${text}.add(${one});`,
        `${text}.delete(${one}); ${text}.add(${one});`,
        `${text}.add(${one}).add(${element(shape.of, seed + 1)});`,
        `${text}.add(${one}); if (${text}.has(${element(shape.of, seed)})) ${text}.delete(${one});`,
      ];
    }
    case 'map': {
      const key = anElement(shape.of, n, seed);
      const other = element(shape.of, seed + 1);
      const value = valueCode(shape.value, ingredients);
      return [
        `${text}.set(${key}, ${value});`,
        `${text}.delete(${key});`,
        `if (!${text}.has(${key})) ${text}.set(${key}, ${literal(shape.value, seed)});`,
        `${text}.clear();`,
        `for (const [k] of ${text}) ${text}.set(k, ${literal(shape.value, seed)});`,
        `if (!${text}.delete(${key})) ${text}.set(${key}, ${literal(shape.value, seed)});`,
        `for (const k of [...${text}.keys()].slice(1)) ${text}.delete(k);`,
        `${text}.set(${key}, ${value}); if (${text}.has(${other})) ${text}.set(${key}, ${text}.get(${other}));`,
      ];
    }
    default:
      return [];
  }
}

/** Computed, if that gives elements of this kind. */
function anElement(of: Elements, n: string, seed: number): string {
  return of === 'confusing' ? element(of, seed) : elementOf(of, bounded(n));
}

function isSame(a: Shape, b: Shape): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Neither place can be a part of the other. */
function areApart(a: string, b: string): boolean {
  return !a.startsWith(b) && !b.startsWith(a);
}
