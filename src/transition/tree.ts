/** One thing a function asked of a state, and what it was told. */
export interface Read {
  readonly kind: 'read';
  readonly slot: number;
  readonly question: number;
  readonly answer: number;
}

/** One choice a function made. */
export interface Pick {
  readonly kind: 'pick';
  readonly options: number;
  readonly pick: number;
}

/** A question about a slot, and where each answer seen so far leads. */
export interface Ask<T> {
  readonly kind: 'ask';
  readonly slot: number;
  readonly question: number;
  /** By answer; answers beyond `denseAnswers` are in `rare`. */
  readonly answers: (Node<T> | undefined)[];
  readonly rare: Map<number, Node<T>>;
}

/** A choice: every branch is taken. */
export interface Fork<T> {
  readonly kind: 'fork';
  readonly branches: (Node<T> | undefined)[];
}

/** What the function did, having asked what led here. */
export interface Leaf<T> {
  readonly kind: 'leaf';
  readonly outcome: T;
}

/** A decision tree: what a pure function does, as far as it has been seen to do it. */
export type Node<T> = Ask<T> | Fork<T> | Leaf<T>;

/** A place where a node hangs, so that the first one can be put there too. */
export interface Tree<T> {
  root: Node<T> | undefined;
  /** Nodes in the tree. */
  size: number;
}

const denseAnswers = 256;

/** The branch that an answer leads to, if it was seen before. */
export function branchOf<T>(node: Ask<T>, answer: number): Node<T> | undefined {
  return answer < denseAnswers ? node.answers[answer] : node.rare.get(answer);
}

/** Adds a path. The function asked in this order, so the tree agrees with the path as far as both go. */
export function insert<T>(tree: Tree<T>, path: readonly (Read | Pick)[], outcome: T): void {
  let hang = (node: Node<T>): void => {
    tree.root = node;
  };
  let node = tree.root;
  for (const event of path) {
    if (event.kind === 'read') {
      const ask: Ask<T> = (node as Ask<T> | undefined) ?? {
        kind: 'ask',
        slot: event.slot,
        question: event.question,
        answers: [],
        rare: new Map(),
      };
      if (ask.kind !== 'ask' || ask.slot !== event.slot || ask.question !== event.question) throw new Inconsistent();
      if (node === undefined) place(tree, hang, ask);
      node = branchOf(ask, event.answer);
      hang = (next) => setBranch(ask, event.answer, next);
    } else {
      const fork: Fork<T> = (node as Fork<T> | undefined) ?? {
        kind: 'fork',
        branches: new Array(event.options).fill(undefined),
      };
      if (fork.kind !== 'fork' || fork.branches.length !== event.options) throw new Inconsistent();
      if (node === undefined) place(tree, hang, fork);
      node = fork.branches[event.pick];
      hang = (next) => {
        fork.branches[event.pick] = next;
      };
    }
  }
  if (node === undefined) place(tree, hang, { kind: 'leaf', outcome });
  else if (node.kind !== 'leaf') throw new Inconsistent();
}

/** Whether a path that was taken just now is in the tree, up to a leaf. */
export function hasPath<T>({ root }: Tree<T>, path: readonly (Read | Pick)[]): boolean {
  let node = root;
  for (const event of path) {
    if (event.kind === 'read') {
      if (node?.kind !== 'ask' || node.slot !== event.slot || node.question !== event.question) return false;
      node = branchOf(node, event.answer);
    } else {
      if (node?.kind !== 'fork' || node.branches.length !== event.options) return false;
      node = node.branches[event.pick];
    }
  }
  return node?.kind === 'leaf';
}

/** A function asked differently after the same answers: it depends on something that is not in the state. */
export class Inconsistent extends Error {}

function place<T>(tree: Tree<T>, hang: (node: Node<T>) => void, node: Node<T>): void {
  hang(node);
  tree.size++;
}

function setBranch<T>(node: Ask<T>, answer: number, next: Node<T>): void {
  if (answer >= denseAnswers) {
    node.rare.set(answer, next);
    return;
  }
  while (node.answers.length <= answer) node.answers.push(undefined);
  node.answers[answer] = next;
}
