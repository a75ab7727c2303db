import { expect, test } from 'vitest';
import ricartAgrawala from '../../../specs/mutual-exclusion/ricart-agrawala.ts';
import { type Configuration, configure, SpecError } from '../../../src/index.ts';
import { randomWords } from '../../../src/state/approximate/random.ts';
import { Damaged } from '../../../src/state/saving/sink.ts';
import { valueFromJson, valueToJson } from '../../../src/state/saving/value-json.ts';
import { explore } from '../../support/account.ts';
import { type Pieces, Recorder, sourceOf } from './memory.ts';

const configuration = configure(ricartAgrawala, { processes: 2 }) as Configuration<unknown>;
const options = { properties: ['mutualExclusion', 'wellFormed', 'deadlockFree'] };

function keptPieces(): Pieces {
  const recorder = new Recorder();
  explore(configuration, { ...options, limits: { maxStates: 60 }, keeper: (search) => recorder.keeper(search) });
  return recorder.kept[0]?.at(-1) as Pieces;
}

/** What becomes of a search that goes on from these pieces. */
function resumed(pieces: Pieces): 'refused' | number {
  const keeper = () => new Recorder().keeper(0, sourceOf(pieces));
  try {
    return explore(configuration, { ...options, keeper }).statistics.states;
  } catch (error) {
    if (error instanceof Damaged) return 'refused';
    throw error;
  }
}

const mark = 'something strange';
const strange: readonly string[] = [
  ...['-1', '0.5', '1e308', '1e999', '2147483648', '4294967296', 'null', '""', '"__proto__"', '{}', '[]'],
  '["r", "__proto__", ["r", "polluted", true]]',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'["a",'.repeat(5000)}1${']'.repeat(5000)}`,
  '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
];

test('a checkpoint in which anything is put in place of anything else is refused, or does no harm', () => {
  const pieces = keptPieces();
  const states = resumed(pieces);
  expect(states).toBeTypeOf('number');
  const next = randomWords(5);
  const pick = (count: number): number => next() % count;
  let refused = 0;
  const tries = 600;
  for (let i = 0; i < tries; i++) {
    const forged: Pieces = [...pieces];
    const at = pick(forged.length);
    const piece = forged[at] as string | Int32Array;
    if (typeof piece === 'string') {
      const text = JSON.stringify(withOneMarked(JSON.parse(piece), pick));
      forged[at] = text.replace(JSON.stringify(mark), () => strange[pick(strange.length)] as string);
    } else {
      const words = piece.slice();
      words[pick(words.length)] = [-1, next() | 0, 0x7fffffff, 1][pick(4)] as number;
      forged[at] = words;
    }
    if (resumed(forged) === 'refused') refused++;
  }
  expect(refused).toBeGreaterThan(tries / 2);
  expect('polluted' in {}).toBe(false);
}, 60_000);

test('a checkpoint that lacks pieces, or has them in another order, is refused', () => {
  const pieces = keptPieces();
  for (let at = 0; at < pieces.length; at++) expect(resumed(pieces.toSpliced(at, 1))).toBe('refused');
  expect(resumed([...pieces].reverse())).toBe('refused');
});

test('the checkpoint of another configuration is refused', () => {
  const other = configure(ricartAgrawala, { processes: 3 }) as Configuration<unknown>;
  const keeper = () => new Recorder().keeper(0, sourceOf(keptPieces()));
  expect(() => explore(other, { ...options, keeper })).toThrow(Damaged);
});

test('values keep what they are as JSON, whatever their keys', () => {
  const value = {
    ['__proto__']: { a: [null, true, -1.5, 'x', []] },
    set: new Set([1, 'a', null]),
    map: new Map<unknown, unknown>([['__proto__', new Map([[1, {}]])]]),
    constructor: 's',
  };
  expect(valueFromJson(JSON.parse(JSON.stringify(valueToJson(value))))).toEqual(value);
  expect(SpecError.prototype).not.toHaveProperty('polluted');
});

/** The same JSON with a mark at one place. */
function withOneMarked(json: unknown, pick: (count: number) => number): unknown {
  const isLeaf = json === null || typeof json !== 'object' || Object.keys(json).length === 0;
  if (isLeaf || pick(6) === 0) return mark;
  const keys = Object.keys(json);
  const key = keys[pick(keys.length)] as string;
  const copy = (Array.isArray(json) ? [...json] : { ...json }) as Record<string, unknown>;
  copy[key] = withOneMarked(copy[key], pick);
  return copy;
}
