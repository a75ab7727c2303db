import { describe, expect, test } from 'vitest';
import { check, type FairnessDeclaration } from '../../src/index.ts';
import { type Drawing, graphSpec } from './graph-spec.ts';

type Fair = FairnessDeclaration['kind'];

function fair(kind: Fair, ...actions: string[]): FairnessDeclaration {
  return { kind, actions, per: 'action' };
}

/** What is said of a formula, and of a violation `stem+period`. */
async function verdict(drawing: Drawing, formula: string): Promise<string> {
  const { properties } = await check(graphSpec(drawing), { ltl: [formula] });
  const { status, trace } = properties[0] as (typeof properties)[number];
  return trace?.lasso === undefined ? status : `${status} ${trace.lasso.start}+${trace.lasso.period}`;
}

/** Name of a case, formula, answer, and why it is the answer. */
type Case = readonly [formula: string, answer: string, reason: string];

function cases(title: string, drawing: Drawing, table: readonly Case[]): void {
  describe(title, () => {
    for (const [formula, answer, reason] of table)
      test(`${formula}: ${reason}`, async () => {
        expect(await verdict(drawing, formula)).toBe(answer);
      });
  });
}

// 0 (p) ──a──▶ 1 (q), the end: the run is 0 1 1 1 …
cases('a run that ends', { initial: [0], edges: { a: [[0, 1]] }, labels: { p: [0], q: [1] } }, [
  ['p', 'holds', 'of the initial state'],
  ['q', 'violated 1+0', 'not of the initial state'],
  ['eventually q', 'holds', 'it cannot stay in 0, as something can happen there'],
  ['always p', 'violated 1+0', '1 is not p'],
  ['eventually always q', 'holds', 'the end repeats for ever'],
  ['infinitely often p', 'violated 1+0', 'p is only once'],
  ['next q', 'holds', 'the second state is 1'],
  ['next next q', 'holds', 'so is the third, as the run stays in its end'],
  ['next p', 'violated 1+0', 'the second state is not p'],
  ['p until q', 'holds', 'q comes, and p holds before'],
  ['q until p', 'holds', 'p holds at once'],
  ['p until false', 'violated 1+0', 'false never comes'],
  ['q release p', 'violated 1+0', 'p ends before q and p hold together'],
  ['p release p', 'holds', 'p releases itself at once'],
  ['false release (p or q)', 'holds', 'one of the two holds for ever'],
  ['p leads to q', 'holds', 'after p comes q'],
  ['q leads to p', 'violated 1+0', 'after q comes no p'],
  ['p implies q', 'violated 1+0', 'p, and not q, in the initial state'],
  ['q implies false', 'holds', 'q is not true of the initial state'],
  ['enabled a', 'holds', 'a can happen in 0'],
  ['always enabled a', 'violated 1+0', 'not in 1'],
  ['taken a', 'holds', 'it is the first step'],
  ['infinitely often taken a', 'violated 1+0', 'in the end nothing is taken'],
  ['always (enabled a implies taken a)', 'holds', 'where a can happen it does'],
  ['for all i in 0..1: eventually q', 'holds', 'for each of both'],
  ['not q and not next p', 'holds', 'neither holds'],
]);

// 0 (p) ──go──▶ 1 (q), and 0 ──wait──▶ 0
const selfLoop: Drawing = {
  initial: [0],
  edges: { go: [[0, 1]], wait: [[0, 0]] },
  labels: { p: [0], q: [1] },
};
cases('a self-loop that need not be left', selfLoop, [
  ['eventually q', 'violated 0+1', 'it can wait for ever'],
  ['always p', 'violated 1+0', 'it need not wait'],
  ['p until q', 'violated 0+1', 'q need not come'],
  ['q release p', 'violated 1+0', 'at 1, q holds but p does not hold with it'],
  ['always eventually (p or q)', 'holds', 'one of the two holds always'],
  ['infinitely often taken wait', 'violated 1+0', 'it can go'],
]);
cases('the same, where going is weakly fair', { ...selfLoop, fairness: [fair('weak', 'go')] }, [
  ['eventually q', 'holds', 'go can be taken at all times while it waits'],
  ['next q', 'violated 2+0', 'it can wait once'],
]);

// 0 (p) ⇄ 1, and 0 ──leave──▶ 2 (q): leave can be taken every other time
const cycle: Drawing = {
  initial: [0],
  edges: { there: [[0, 1]], back: [[1, 0]], leave: [[0, 2]] },
  labels: { p: [0], q: [2] },
};
cases('a cycle from which one can leave', cycle, [
  ['eventually q', 'violated 0+2', 'it can go to and fro'],
  ['infinitely often p', 'violated 1+0', 'it can leave'],
  ['infinitely often (p or q)', 'holds', 'it comes by one or stays in the other'],
  ['always (p implies next not p)', 'holds', 'from 0 it goes elsewhere'],
  ['eventually always q', 'violated 0+2', 'it can go to and fro'],
]);
cases('the same with weak fairness', { ...cycle, fairness: [fair('weak', 'leave')] }, [
  ['eventually q', 'violated 0+2', 'in 1 it cannot leave, so that weak fairness asks for nothing'],
]);
cases('the same with strong fairness', { ...cycle, fairness: [fair('strong', 'leave')] }, [
  ['eventually q', 'holds', 'it can leave again and again'],
]);
cases('the same with strong fairness of something else', { ...cycle, fairness: [fair('strong', 'there', 'back')] }, [
  ['eventually q', 'violated 0+2', 'both are taken again and again'],
]);

// 0 ──a──▶ 1, 0 ──b──▶ 2, both ──▶ 3 (join), 3 ──▶ 0: 1 is p, 2 is q
const join: Drawing = {
  initial: [0],
  edges: {
    a: [[0, 1]],
    b: [[0, 2]],
    meet: [
      [1, 3],
      [2, 3],
    ],
    again: [[3, 0]],
  },
  labels: { p: [1], q: [2], r: [3] },
};
cases('a join', join, [
  ['infinitely often r', 'holds', 'every way comes by 3'],
  ['infinitely often p', 'violated 0+3', 'it can take b every time'],
  ['infinitely often (p or q)', 'holds', 'it takes one of them'],
  ['eventually always not p', 'violated 0+3', 'it can take a every time'],
  ['infinitely often p or eventually always not p', 'holds', 'of every run'],
  ['infinitely often p implies infinitely often q', 'violated 0+3', 'it can take a every time'],
  ['not (infinitely often p and infinitely often q)', 'violated 0+6', 'it can take both in turn'],
]);
cases('a join with strong fairness', { ...join, fairness: [fair('strong', 'a', 'b')] }, [
  ['infinitely often p and infinitely often q', 'holds', 'both can be taken again and again'],
  ['eventually always p', 'violated 0+6', 'a fair loop takes both'],
]);
cases('a join with weak fairness', { ...join, fairness: [fair('weak', 'a', 'b')] }, [
  ['infinitely often p', 'violated 0+3', 'in 3 neither can be taken'],
]);

// initial: 0 (p) and 1; 1 ──▶ 1
cases('several initial states', { initial: [0, 1], edges: { a: [[1, 1]] }, labels: { p: [0] } }, [
  ['p', 'violated 0+1', 'not of every initial state'],
  ['p or always taken a', 'holds', 'each of one of them'],
]);

// 0 ──ask──▶ 1 ──serve──▶ 0: nobody has to ask
cases(
  'an action that nobody has to take',
  { initial: [0], edges: { ask: [[0, 1]], serve: [[1, 0]] }, labels: { p: [1] }, fairness: [fair('optional', 'ask')] },
  [
    ['eventually p', 'violated 0+0', 'nobody may ask'],
    ['p leads to not p', 'holds', 'serving is not optional'],
  ],
);

// 0 ──▶ 0 by a and 0 ──▶ 0 by b: fairness to both together is met by either
const together: Drawing = { initial: [0], edges: { a: [[0, 0]], b: [[0, 0]] }, labels: {} };
cases(
  'fairness of two actions together',
  { ...together, fairness: [{ kind: 'strong', actions: ['a', 'b'], per: 'all' }] },
  [['infinitely often taken a', 'violated 0+1', 'b will do']],
);
cases('fairness of each', { ...together, fairness: [{ kind: 'weak', actions: ['a', 'b'], per: 'action' }] }, [
  ['infinitely often taken a', 'holds', 'a can be taken at all times'],
  [
    'infinitely often taken a implies eventually always taken a',
    'violated 1+2',
    'b has to be taken as well, again and again',
  ],
]);

// Strong fairness to x forbids 0 1, where x leads away to 3; the rest, 1 2, is a component only once 0 is gone.
cases(
  'strong fairness that takes a component apart',
  {
    initial: [0],
    edges: {
      go: [
        [0, 1],
        [1, 2],
        [2, 1],
        [2, 0],
      ],
      x: [[0, 3]],
    },
    labels: { p: [3], q: [0] },
    fairness: [fair('strong', 'x')],
  },
  [
    ['eventually p', 'violated 1+2', 'it can go round in 1 and 2, where x cannot be taken'],
    ['infinitely often q implies eventually p', 'holds', 'in 0, x can be taken'],
  ],
);
