import { computed, signal } from '@preact/signals';
import type { Trace } from '../../counterexample/trace.ts';
import type { ParameterValue } from '../../spec/parameter.ts';
import type { CheckOutcome, GivenTrace, GraphView, SpecDescription, Walk } from '../protocol.ts';

/** A run that was taken: the one that a check found, or one that leaves another at some step. */
export interface Branch {
  readonly name: string;
  readonly initial: number;
  readonly keys: readonly string[];
  /** What a check knows of the run beyond its steps. */
  readonly given?: Pick<GivenTrace, 'property' | 'trace' | 'isViolation'>;
}

/** How a check goes. */
export interface CheckState {
  readonly status: 'none' | 'running' | 'done';
  readonly progress?: {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    readonly queue: number;
    readonly elapsedMs: number;
  };
  /** The queue a moment ago. */
  readonly queueBefore?: number;
  readonly outcome?: CheckOutcome;
}

export type View = 'run' | 'trace';
export type Panel = 'diagram' | 'graph' | 'waits';

export const specs = signal<readonly SpecDescription[]>([]);
export const specId = signal('');
export const set = signal<Readonly<Record<string, ParameterValue>>>({});
export const faults = signal<Readonly<Record<string, number>>>({});
export const keepGoing = signal(true);
export const maxStates = signal(2_000_000);
export const check = signal<CheckState>({ status: 'none' });
export const branches = signal<readonly Branch[]>([{ name: 'main', initial: 0, keys: [] }]);
export const branchIndex = signal(0);
export const at = signal(0);
export const walk = signal<Walk | undefined>(undefined);
export const failure = signal<string | undefined>(undefined);
export const notice = signal<string | undefined>(undefined);
export const view = signal<View>('run');
export const panel = signal<Panel>('diagram');
export const showsAll = signal(false);
export const clocks = signal<'none' | 'lamport' | 'vector'>('none');
export const isUnfolded = signal(false);
export const graph = signal<GraphView | undefined>(undefined);
export const graphOptions = signal<{
  readonly view: 'around' | 'quotient';
  readonly hops: number;
  readonly expressions: string;
}>({ view: 'around', hops: 2, expressions: '' });

export const branch = computed(() => branches.value[branchIndex.value] as Branch);
export const spec = computed(() => specs.value.find(({ id }) => id === specId.value));

/** The run with what the check knows of it: its loop, whether that is fair, why it is a deadlock. */
export const trace = computed((): Trace | undefined => {
  const walked = walk.value?.trace;
  const given = branch.value.given?.trace;
  if (walked === undefined || given === undefined || walked.length !== given.length) return walked;
  const { lasso, fairness, causalPath, deadlock, shortest } = given;
  return {
    ...walked,
    shortest,
    ...(lasso && { lasso }),
    ...(fairness && { fairness }),
    ...(causalPath && { causalPath }),
    ...(deadlock && { deadlock }),
  };
});
