import { computed, signal } from '@preact/signals';
import type { Trace } from '../../counterexample/trace.ts';
import type { ParameterValue } from '../../spec/parameter.ts';
import type { CheckOutcome, GivenTrace, GraphView, SourceText, SpecDescription, Walk } from '../protocol.ts';

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
  /** How the search went so far; not every moment of a long one. */
  readonly course?: readonly { readonly elapsedMs: number; readonly states: number; readonly queue: number }[];
  readonly outcome?: CheckOutcome;
}

export type View = 'run' | 'trace';
export type Panel = 'diagram' | 'graph' | 'waits' | 'compare' | 'source';

export const specs = signal<readonly SpecDescription[]>([]);
export const specId = signal('');
export const set = signal<Readonly<Record<string, ParameterValue>>>({});
export const faults = signal<Readonly<Record<string, number>>>({});
export const keepGoing = signal(true);
export const maxStates = signal(2_000_000);
/** A temporal formula to judge; none if it is empty. */
export const ltl = signal('');
export const fairness = signal<'declared' | 'none' | 'weak' | 'strong'>('declared');
export const check = signal<CheckState>({ status: 'none' });
export const branches = signal<readonly Branch[]>([{ name: 'main', initial: 0, keys: [] }]);
export const branchIndex = signal(0);
export const at = signal(0);
export const walk = signal<Walk | undefined>(undefined);
export const failure = signal<string | undefined>(undefined);
export const notice = signal<string | undefined>(undefined);
export const view = signal<View>('run');
export const panel = signal<Panel>('diagram');
/** Which state the table shows: what the last step changed, or the state before or after it. */
export const shownState = signal<'diff' | 'before' | 'after'>('diff');
/** Looked for in steps and fields. */
export const wanted = signal('');
/** Fields that are watched, by path or by name. */
export const watched = signal<readonly string[]>([]);
/** The lanes that are shown, from left to right; all of them unless told. */
export const laneOrder = signal<readonly string[] | undefined>(undefined);
export const showsKeys = signal(false);
export const source = signal<SourceText | null | undefined>(undefined);
/** The run that the present one is held against. */
export const compared = signal<{ readonly name: string; readonly trace: Trace } | undefined>(undefined);
export const clocks = signal<'none' | 'lamport' | 'vector'>('none');
export const isUnfolded = signal(false);
export const graph = signal<GraphView | undefined>(undefined);
export const graphOptions = signal<{
  readonly view: 'around' | 'quotient';
  readonly hops: number;
  readonly expressions: string;
  readonly colour: string;
}>({ view: 'around', hops: 2, expressions: '', colour: '' });

export const branch = computed(() => branches.value[branchIndex.value] as Branch);
export const spec = computed(() => specs.value.find(({ id }) => id === specId.value));

const allowedText = computed(() => JSON.stringify(walk.value?.faults ?? []));

/** The faults that the configuration allows. It is another list only if it says something else, so that fields being filled in stay. */
export const allowedFaults = computed((): Walk['faults'] => JSON.parse(allowedText.value));

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
