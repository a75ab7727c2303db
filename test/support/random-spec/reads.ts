import { element, elementOf, fieldAccess, fieldName, literal, modulus, type Shape } from './shape.ts';

/** Ways to get a number, at least 0, out of a value; `n` is the code of a number to do it with. */
export function numberReads(text: string, shape: Shape, n: string): string[] {
  switch (shape.kind) {
    case 'number':
      return [text, `(${text} + ${n})`, `Math.max(${text}, ${n})`];
    case 'flag':
      return [`Number(${text})`, `(${text} ? ${n} : 0)`];
    case 'word':
      return [`${text}.length`, `(${text} === 'x' ? 2 : 1)`];
    case 'optional':
      return [`(${text} ?? ${n})`, `(${text} === null ? 0 : ${text} + 1)`];
    case 'varying':
      return [
        `JSON.stringify(${text}).length`,
        `(typeof ${text} === 'number' ? 1 : 0)`,
        `(${text} instanceof Set || ${text} instanceof Map ? ${text}.size : Object.keys(Object(${text})).length)`,
      ];
    case 'record':
      return [
        ...numberReads(fieldAccess(text, 0), shape.fields[0] as Shape, n),
        `Object.keys(${text}).length`,
        `JSON.stringify(${text}).length`,
        `JSON.stringify(${text}).indexOf(${n}) + 1`,
        `Object.values({ ...${text} }).filter((v) => v === ${n}).length`,
        `(({ ${fieldName(0)}: _, ...rest }) => JSON.stringify(rest).length)(${text})`,
      ];
    case 'row':
      return [
        `${text}.filter((v) => ${truth('v', shape.item)}).length`,
        `${text}.findIndex((v) => ${truth('v', shape.item)}) + 1`,
        `${text}.reduce((sum, v) => sum + ${numberReads('v', shape.item, n)[0]}, 0)`,
        `[...${text}].length`,
        `${text}.map((v) => ${numberReads('v', shape.item, n)[0]}).join('').length`,
      ];
    case 'queue':
      return [
        `${text}.length`,
        `(${text}.length > 0 ? ${numberReads(`${text}[0]`, shape.item, n)[0]} : ${n})`,
        `(${text}.at(-1) === undefined ? 0 : ${numberReads(`${text}.at(-1)`, shape.item, n)[0]})`,
        `${text}.reduce((sum, v) => sum + ${numberReads('v', shape.item, n)[0]}, 0)`,
        `${text}.filter((v) => ${truth('v', shape.item)}).length`,
        `${text}.indexOf(${n}) + 1`,
        `${text}.slice(1).length`,
        `[...${text}, 0].findIndex((v) => v === ${n}) + 1`,
        `JSON.stringify(${text}).length`,
      ];
    case 'set':
      return [
        `${text}.size`,
        `[...${text}].filter((v) => v !== ${elementOf(shape.of, n)}).length`,
        `[...${text}].indexOf(${elementOf(shape.of, n)}) + 1`,
        `String([...${text}][0]).length`,
        `[...${text}.keys()].join().length`,
      ];
    case 'map':
      return [
        `${text}.size`,
        `(${text}.has(${elementOf(shape.of, n)}) ? ${numberReads(`${text}.get(${elementOf(shape.of, n)})`, shape.value, n)[0]} : 0)`,
        `[...${text}.values()].filter((v) => ${truth('v', shape.value)}).length`,
        `[...${text}].reduce((sum, [k, v]) => sum + String(k).length + ${numberReads('v', shape.value, n)[0]}, 0)`,
        `String(${text}.keys().next().value).length`,
      ];
  }
}

/** Ways to get a truth value out of a value; `n` is the code of a number to do it with. */
export function flagReads(text: string, shape: Shape, n: string): string[] {
  switch (shape.kind) {
    case 'number':
      return [`${text} === ${n}`, `${text} < ${n}`, `${text} % 2 === 0`];
    case 'flag':
      return [text, `!${text}`];
    case 'word':
      return [`${text} === 'x'`, `${text} < 'y'`];
    case 'optional':
      return [`${text} === null`, `${text} === ${n}`, `${text} !== null && ${text} < ${n}`];
    case 'varying':
      return [`${text} === null`, `typeof ${text} === 'object'`, `Array.isArray(${text})`, `${text} instanceof Set`];
    case 'record':
      return [
        truth(text, shape),
        `'${fieldName(0)}' in ${text}`,
        `Object.hasOwn(${text}, '${fieldName(n.length % 4)}')`,
        `Object.entries(${text}).some(([k, v]) => k > 'b' && v === ${n})`,
      ];
    case 'row':
      return [
        truth(text, shape),
        `${text}.every((v) => ${truth('v', shape.item)})`,
        `${text}.includes(${n})`,
        `${text}[${n} % ${shape.length}] === ${text}[0]`,
      ].slice(0, isScalar(shape.item) ? 4 : 3);
    case 'queue':
      return [
        `${text}.length > 0`,
        `${text}.length > ${n}`,
        `${text}.includes(${n})`,
        truth(text, shape),
        `${text}.every((v) => ${truth('v', shape.item)})`,
        `${text}[${n}] !== undefined`,
        `${n} in ${text}`,
        `(${text}.length > 0 && ${truth(`${text}[0]`, shape.item)})`,
        `${text}.entries().next().done`,
      ];
    case 'set': {
      const one = elementOf(shape.of, n);
      return [
        `${text}.has(${one})`,
        `${text}.size > ${n}`,
        `${text}.has(${element(shape.of, n.length)})`,
        `[...${text}].every((v) => v !== ${one})`,
        `(${text}.has(${element(shape.of, 0)}) && ${text}.has(${one}))`,
        `[0, 1].every((v) => ${text}.has(${elementOf(shape.of, 'v')}))`,
      ];
    }
    case 'map': {
      const key = elementOf(shape.of, n);
      return [
        `${text}.has(${key})`,
        `${text}.size > ${n}`,
        `${text}.get(${key}) === ${literal(shape.value, 1)}`,
        `[...${text}.values()].some((v) => ${truth('v', shape.value)})`,
        `(${text}.has(${key}) && ${truth(`${text}.get(${key})`, shape.value)})`,
      ];
    }
  }
}

/** A short question about a value. */
function truth(text: string, shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return `${text} > 0`;
    case 'flag':
      return text;
    case 'word':
      return `${text} !== ''`;
    case 'optional':
      return `${text} !== null`;
    case 'varying':
      return `Array.isArray(${text})`;
    case 'record':
      return truth(fieldAccess(text, 0), shape.fields[0] as Shape);
    case 'row':
      return `${text}.some((w) => ${truth('w', shape.item)})`;
    case 'queue':
      return `${text}.some((w) => ${truth('w', shape.item)})`;
    case 'set':
      return `${text}.size > 1`;
    case 'map':
      return `${text}.size > 0`;
  }
}

/** The code of a number that a state may hold. */
export function bounded(number: string): string {
  return `(${number}) % ${modulus}`;
}

function isScalar({ kind }: Shape): boolean {
  return kind === 'number' || kind === 'flag' || kind === 'word' || kind === 'optional';
}
