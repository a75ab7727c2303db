import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Automaton } from '../../src/property/temporal/automaton.ts';
import {
  atom,
  conjunction,
  disjunction,
  falsity,
  type Ltl,
  next,
  release,
  truth,
  until,
} from '../../src/property/temporal/ltl.ts';
import { translate } from '../../src/property/temporal/translate.ts';

/** Debian's translator: M. Rönkkö, H. Tauriainen and M. Mäkelä, after Gerth, Peled, Vardi and Wolper 1995. */
const isInstalled = spawnSync('lbt', { input: 't\n' }).status === 0;
if (!isInstalled)
  process.stderr.write('lbt is not installed: the comparison with it is skipped (apt-get install lbt)\n');

const atoms = 3;

/** A formula in the prefix notation of lbt. */
type Prefix = readonly [operator: string, ...operands: Prefix[]];

const formulas = fc.letrec<{ formula: Prefix }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.nat(atoms - 1).map((i): Prefix => [`p${i}`]),
    fc.constantFrom<Prefix>(['t'], ['f']),
    fc.tuple(fc.constantFrom('!', 'X', 'F', 'G'), tie('formula')),
    fc.tuple(fc.constantFrom('&', '|', 'i', 'U', 'V'), tie('formula'), tie('formula')),
  ),
})).formula;

/** A word that goes round: letters are sets of atoms, as bits. */
const words = fc.record({
  letters: fc.array(fc.nat(2 ** atoms - 1), { minLength: 1, maxLength: 6 }),
  back: fc.nat(5),
});

function ltlOf([operator, ...operands]: Prefix, isPositive = true): Ltl {
  const of = (i: number, sign = isPositive): Ltl => ltlOf(operands[i] as Prefix, sign);
  const [both, either] = isPositive ? [conjunction, disjunction] : [disjunction, conjunction];
  const [strong, weak] = isPositive ? [until, release] : [release, until];
  switch (operator) {
    case 't':
    case 'f':
      return (operator === 't') === isPositive ? truth : falsity;
    case '!':
      return of(0, !isPositive);
    case 'X':
      return next(of(0));
    case 'F':
      return strong(isPositive ? truth : falsity, of(0));
    case 'G':
      return weak(isPositive ? falsity : truth, of(0));
    case '&':
      return both([of(0), of(1)]);
    case '|':
      return either([of(0), of(1)]);
    case 'i':
      return either([of(0, !isPositive), of(1)]);
    case 'U':
      return strong(of(0), of(1));
    case 'V':
      return weak(of(0), of(1));
    default:
      return atom(Number(operator.slice(1)), isPositive);
  }
}

/** An automaton with any conditions on its transitions, from each state. */
interface General {
  readonly sets: number;
  readonly initial: number;
  readonly edges: readonly (readonly {
    readonly reads: (letter: number) => boolean;
    readonly accepts: number;
    readonly target: number;
  }[])[];
}

function general({ acceptanceSets, states }: Automaton): General {
  const edges = states.map((own) =>
    own.map(({ positive, negative, accepts, target }) => {
      return {
        reads: (letter: number) => (letter & positive) === positive && (letter & negative) === 0,
        accepts,
        target,
      };
    }),
  );
  return { sets: acceptanceSets, initial: 0, edges };
}

/** Reads what lbt prints: the numbers of states and of acceptance sets; the states with their sets, each with its transitions. */
function byLbt(formula: Prefix): General {
  const { stdout } = spawnSync('lbt', { input: `${formula.flat(20).join(' ')}\n`, encoding: 'utf8' });
  const [head = '', ...lines] = stdout.trim().split('\n');
  const [count = 0, sets = 0] = head.split(' ').map(Number);
  const accepts: number[] = [];
  const edges: { reads: (letter: number) => boolean; target: number }[][] = [];
  let initial = 0;
  for (let i = 0; i < lines.length; i++) {
    const [state = 0, isInitial = 0, ...own] = (lines[i] as string).split(' ').map(Number);
    if (isInitial === 1) initial = state;
    accepts[state] = own.slice(0, -1).reduce((bits, set) => bits | (1 << set), 0);
    edges[state] = [];
    for (i++; lines[i] !== '-1'; i++) {
      const [target, ...condition] = (lines[i] as string).split(' ');
      edges[state].push({ target: Number(target), reads: (letter) => isTrue([...condition], letter) });
    }
  }
  expect(edges.length).toBe(count);
  return {
    sets,
    initial,
    edges: edges.map((own) => own.map((edge) => ({ ...edge, accepts: accepts[edge.target] as number }))),
  };
}

/** Evaluates a condition in prefix notation, taking it off the list. */
function isTrue(condition: string[], letter: number): boolean {
  const token = condition.shift() as string;
  if (token === 't' || token === 'f') return token === 't';
  if (token === '!') return !isTrue(condition, letter);
  if (token === '&' || token === '|') {
    const [left, right] = [isTrue(condition, letter), isTrue(condition, letter)];
    return token === '&' ? left && right : left || right;
  }
  return ((letter >> Number(token.slice(1))) & 1) === 1;
}

/** Whether an automaton accepts a word: by the pairs of places and states that lie on a common cycle, all found by brute force. */
function accepts({ sets, initial, edges }: General, letters: readonly number[], loop: number): boolean {
  const key = (place: number, state: number): number => place * edges.length + state;
  const after = (place: number): number => (place + 1 < letters.length ? place + 1 : loop);
  const steps = (node: number) => {
    const place = Math.floor(node / edges.length);
    return (edges[node % edges.length] ?? [])
      .filter(({ reads }) => reads(letters[place] as number))
      .map(({ target, accepts: marks }) => ({ marks, node: key(after(place), target) }));
  };
  const reachable = (from: number): ReadonlySet<number> => {
    const found = new Set(steps(from).map(({ node }) => node));
    for (const node of found) for (const step of steps(node)) found.add(step.node);
    return found;
  };
  const start = key(0, initial);
  return [start, ...reachable(start)].some((node) => {
    const round = reachable(node);
    if (!round.has(node)) return false;
    const onCycle = [...round].filter((one) => reachable(one).has(node));
    const marks = onCycle.flatMap(steps).filter((step) => onCycle.includes(step.node));
    return marks.reduce((all, step) => all | step.marks, 0) === 2 ** sets - 1;
  });
}

test.skipIf(!isInstalled)(
  'automata accept the words that those of lbt accept, and are smaller',
  () => {
    const sizes = { ours: 0, theirs: 0 };
    const answers = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(formulas, fc.array(words, { minLength: 8, maxLength: 8 }), (formula, some) => {
        const ours = general(translate(ltlOf(formula)));
        const theirs = byLbt(formula);
        for (const { letters, back } of some) {
          const loop = Math.max(0, letters.length - 1 - back);
          const expected = accepts(theirs, letters, loop);
          answers[expected ? 'accepted' : 'rejected']++;
          expect(accepts(ours, letters, loop)).toBe(expected);
        }
        sizes.ours += ours.edges.length;
        sizes.theirs += theirs.edges.length;
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(answers.accepted, answers.rejected)).toBeGreaterThan(1000);
    expect(sizes.ours).toBeLessThan(sizes.theirs / 2);
  },
  120_000,
);
