import fc from 'fast-check';

/** What kind of value lies at a place of a random state. Scalars take few values, so that state spaces stay small. */
export type Shape =
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'word' }
  | { readonly kind: 'optional' }
  /** Takes values of different shapes. */
  | { readonly kind: 'varying' }
  | { readonly kind: 'record'; readonly fields: readonly Shape[] }
  /** An array of fixed length. */
  | { readonly kind: 'row'; readonly length: number; readonly item: Shape }
  /** An array that grows and shrinks. */
  | { readonly kind: 'queue'; readonly item: Shape }
  | { readonly kind: 'set'; readonly of: Elements }
  | { readonly kind: 'map'; readonly of: Elements; readonly value: Shape };

/** Elements of a set, keys of a map: numbers, scalars that are easily confused, or texts made of numbers, as messages are. */
export type Elements = 'numbers' | 'confusing' | 'messages';

/** Numbers in a state go from 0 up to, but without, this. */
export const modulus = 3;

/** Field names, in order of use; some are easily taken for something else. */
const fieldNames = ['a', 'length', 'b', '0', 'size', 'toString', 'c'];

/** The name of a record's field, by position. */
export function fieldName(position: number): string {
  return fieldNames[position] as string;
}

/** The code that reads a field. */
export function fieldAccess(record: string, position: number): string {
  const name = fieldName(position);
  return /^\d/.test(name) ? `${record}[${name}]` : `${record}.${name}`;
}

const words = ["''", "'x'", "'y'"];
const confusing = ['0', "'0'", 'false', 'null'];

/** The code of an element or key. */
export function element(of: Elements, n: number): string {
  if (of === 'confusing') return confusing[n % confusing.length] as string;
  return of === 'messages' ? `'ready ${n % modulus}'` : String(n % modulus);
}

/** The code of the element or key that a computed number stands for. */
export function elementOf(of: Elements, n: string): string {
  return of === 'messages' ? `\`ready \${${n}}\`` : n;
}

const varyingValues = [
  '0',
  'null',
  '[]',
  '{ a: 0 }',
  '{ a: 0, b: 1 }',
  "'0'",
  '[0]',
  'new Set([0])',
  '[[0]]',
  'new Map()',
];

/** The code of a value of a shape; different numbers give different values, as far as there are any. */
export function literal(shape: Shape, n: number): string {
  switch (shape.kind) {
    case 'number':
      return String(n % modulus);
    case 'flag':
      return String(n % 2 === 1);
    case 'word':
      return words[n % words.length] as string;
    case 'optional':
      return n % 2 === 0 ? 'null' : String(Math.floor(n / 2) % 2);
    case 'varying':
      return varyingValues[n % varyingValues.length] as string;
    case 'record': {
      const fields = shape.fields.map((field, i) => `${fieldName(i)}: ${literal(field, n + i)}`);
      return `{ ${fields.join(', ')} }`;
    }
    case 'row':
      return `[${Array.from({ length: shape.length }, (_, i) => literal(shape.item, n + i)).join(', ')}]`;
    case 'queue':
      return `[${Array.from({ length: n % 3 }, (_, i) => literal(shape.item, n + i)).join(', ')}]`;
    case 'set':
      return `new Set([${elements(shape.of, n).join(', ')}])`;
    case 'map': {
      const entries = elements(shape.of, n).map((key, i) => `[${key}, ${literal(shape.value, n + i)}]`);
      return `new Map([${entries.join(', ')}])`;
    }
  }
}

/** None, one or two elements, in an order that need not be ascending. */
function elements(of: Elements, n: number): string[] {
  return Array.from({ length: n % 3 }, (_, i) => element(of, 2 * i + n + 1));
}

const anyElements = fc.constantFrom<Elements[]>('numbers', 'numbers', 'confusing', 'messages');

const leaf: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Shape>({ kind: 'number' }) },
  { weight: 2, arbitrary: fc.constantFrom<Shape>({ kind: 'flag' }, { kind: 'word' }, { kind: 'optional' }) },
  { weight: 1, arbitrary: fc.constant<Shape>({ kind: 'varying' }) },
  { weight: 2, arbitrary: anyElements.map((of): Shape => ({ kind: 'set', of })) },
);

const { node } = fc.letrec<{ node: Shape }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('node'), { minLength: 1, maxLength: 3 })
        .map((fields): Shape => ({ kind: 'record', fields })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ length: fc.constantFrom(2, 3), item: tie('node') })
        .map(({ length, item }): Shape => ({ kind: 'row', length, item })),
    },
    { weight: 2, arbitrary: tie('node').map((item): Shape => ({ kind: 'queue', item })) },
    {
      weight: 1,
      arbitrary: fc
        .record({ of: anyElements, value: tie('node') })
        .map(({ of, value }): Shape => ({ kind: 'map', of, value })),
    },
  ),
}));

/** Any shape, not too deep. */
export const anyShape: fc.Arbitrary<Shape> = node;

/** A record, often with two fields of the same shape, so that they can be copied and swapped. */
export const recordShape: fc.Arbitrary<Shape & { readonly kind: 'record' }> = fc
  .record({ fields: fc.array(node, { minLength: 1, maxLength: 4 }), twin: fc.boolean() })
  .map(({ fields, twin }) => ({ kind: 'record', fields: twin ? [...fields, fields[0] as Shape] : fields }));
