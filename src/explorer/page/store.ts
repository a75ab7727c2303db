import { batch } from '@preact/signals';
import type { PropertyResult } from '../../report/result.ts';
import type { ParameterValue } from '../../spec/parameter.ts';
import type { Backend, GivenTrace, Move } from '../protocol.ts';
import { type Address, formatAddress, parseAddress } from './address.ts';
import { addBranch, replaceBranch } from './branching.ts';
import { chosen, chosenRun, fail, host, setHost } from './host.ts';
import { refreshGraph } from './pictures.ts';
import { present, rewrite } from './present.ts';
import {
  at,
  type Branch,
  branch,
  branches,
  branchIndex,
  check,
  compared,
  failure,
  fairness,
  faults,
  graph,
  isUnfolded,
  keepGoing,
  laneOrder,
  ltl,
  maxStates,
  notice,
  panel,
  set,
  source,
  specId,
  specs,
  view,
  walk,
  watched,
} from './signals.ts';

let asked = 0;

/** Begins with what the address says, or with the trace that was given, or with a check. */
export async function begin(by: Backend, options: { readonly checksAtOnce: boolean }): Promise<void> {
  setHost(by);
  try {
    const { specs: known, given } = await by.specs();
    specs.value = known;
    const address = parseAddress(location.hash);
    addEventListener('hashchange', () => {
      const next = parseAddress(location.hash);
      if (next !== undefined && formatAddress(next) !== formatAddress(present())) follow(next);
    });
    specId.value = known[0]?.id ?? '';
    if (address !== undefined && known.some(({ id }) => id === address.spec)) return follow(address);
    if (given !== undefined) return openGiven(given);
    await refresh();
    if (options.checksAtOnce) await startCheck();
  } catch (error) {
    fail(error);
  }
}

function follow(address: Address): void {
  batch(() => {
    specId.value = address.spec;
    set.value = address.set;
    faults.value = address.faults;
    branches.value = [{ name: 'main', initial: address.initial, keys: address.keys }];
    branchIndex.value = 0;
    at.value = address.at;
    watched.value = address.watch;
    view.value = address.keys.length > 0 ? 'trace' : view.value;
  });
  void refresh();
}

function openGiven(given: GivenTrace): void {
  set.value = given.set;
  faults.value = given.faults ?? {};
  notice.value = given.warning;
  openTrace(given);
}

let refreshed = Promise.resolve();

/** Asks again what is true after the present step. */
function refresh(): Promise<void> {
  refreshed = askAgain();
  return refreshed;
}

/** Answers that come too late are dropped. */
async function askAgain(): Promise<void> {
  const number = ++asked;
  rewrite();
  const { keys } = branch.value;
  try {
    const answer = await host().walk({ ...chosenRun(), at: at.value });
    if (number !== asked) return;
    batch(() => {
      walk.value = answer;
      failure.value = undefined;
      const { broken } = answer;
      if (broken !== undefined)
        notice.value = `Step ${broken.step}, ${broken.key}, cannot be taken now: ${broken.why}. The run ends before it.`;
      if (answer.trace.length < keys.length)
        replaceBranch({ ...branch.value, keys: keys.slice(0, answer.trace.length) });
      if (answer.at !== at.value) at.value = answer.at;
    });
    if (panel.value === 'graph' && view.value === 'trace') void refreshGraph();
  } catch (error) {
    if (number === asked) fail(error);
  }
}

/** Chooses another spec, or other parameters: runs and verdicts so far are of no use to it. */
export function configure(
  id: string,
  values: Readonly<Record<string, ParameterValue>>,
  budgets: Readonly<Record<string, number>> = {},
): void {
  const isOther = id !== specId.value;
  batch(() => {
    specId.value = id;
    set.value = values;
    faults.value = budgets;
    branches.value = [{ name: 'main', initial: 0, keys: [] }];
    branchIndex.value = 0;
    at.value = 0;
    check.value = { status: 'none' };
    notice.value = undefined;
    graph.value = undefined;
    compared.value = undefined;
    laneOrder.value = undefined;
    source.value = undefined;
    if (isOther) {
      walk.value = undefined;
      ltl.value = '';
    }
  });
  void refresh();
}

let stopping: AbortController | undefined;

/** Checks the configuration; a violation that it finds is opened. */
export async function startCheck(): Promise<void> {
  stopCheck();
  const stop = new AbortController();
  stopping = stop;
  check.value = { status: 'running' };
  const formula = ltl.value.trim();
  const request = {
    ...chosen(),
    keepGoing: keepGoing.value,
    maxStates: maxStates.value,
    ...(formula !== '' && { ltl: formula }),
    ...(fairness.value !== 'declared' && { fairness: fairness.value }),
  };
  try {
    const outcome = await host().check(
      request,
      (progress) => {
        if (stopping !== stop) return;
        const { elapsedMs, states, queue } = progress;
        const course = thinned([...(check.value.course ?? []), { elapsedMs, states, queue }]);
        check.value = { status: 'running', progress, course };
      },
      stop.signal,
    );
    if (stopping !== stop) return;
    check.value = { ...check.value, status: 'done', outcome };
    const violated =
      'system' in outcome
        ? outcome.system.properties.find(({ status, trace }) => status === 'violated' && trace)
        : undefined;
    if (violated !== undefined && view.value === 'run') openProperty(violated);
    else await refresh();
  } catch (error) {
    if (stopping !== stop) return;
    check.value = { status: 'none' };
    fail(error);
  }
}

/** At most some hundred moments: of more, every other one. */
function thinned<T>(moments: readonly T[]): readonly T[] {
  return moments.length <= 240 ? moments : moments.filter((_, i) => i % 2 === 0 || i === moments.length - 1);
}

/** Stops the check; what it has found by then is shown. */
export function stopCheck(): void {
  stopping?.abort();
}

/** Opens the run that settled a property. */
export function openProperty({ name, trace: found, status }: PropertyResult): void {
  if (found !== undefined) openTrace({ property: name, trace: found, isViolation: status === 'violated' });
}

function openTrace(given: NonNullable<Branch['given']>): void {
  const keys = given.trace.steps.map(({ key }) => key);
  addBranch({ name: given.property, initial: 0, keys, given });
  at.value = keys.length;
  view.value = 'trace';
  isUnfolded.value = false;
  void refresh();
}

/** Goes to a run that was taken before. */
export function chooseBranch(index: number): void {
  branchIndex.value = index;
  goTo(branch.value.keys.length);
}

/** Goes to the state after so many steps. */
export function goTo(step: number): void {
  at.value = Math.max(0, Math.min(step, branch.value.keys.length));
  void refresh();
}

let taking = Promise.resolve();

/**
 * Takes one of the enabled actions: the next step of the run if it is that, a longer run at its end, and otherwise a fork. One
 * after another, each when it is known what is enabled after the one before; one that is not enabled by then is not taken.
 */
export function take(choose: (enabled: readonly Move[]) => string | undefined): void {
  taking = taking.then(async () => {
    await refreshed;
    const enabled = walk.value?.enabled ?? [];
    const key = choose(enabled);
    if (key !== undefined && enabled.some((move) => move.key === key)) takeEnabled(key);
  });
}

function takeEnabled(key: string): void {
  const { keys, initial, name } = branch.value;
  const step = at.value;
  if (keys[step] === key) {
    goTo(step + 1);
    return;
  }
  const longer = [...keys.slice(0, step), key];
  if (step < keys.length) {
    const stem = name.replace(/ · fork.*$/, '');
    const forks = branches.value.filter((one) => one.name.startsWith(`${stem} · fork`)).length;
    branches.value = [...branches.value, { name: `${stem} · fork ${forks + 1} at ${step}`, initial, keys: longer }];
    branchIndex.value = branches.value.length - 1;
  } else replaceBranch({ name: branch.value.given === undefined ? name : 'by hand', initial, keys: longer });
  at.value = longer.length;
  void refresh();
}

/** Takes back the last step of the run. */
export function undo(): void {
  const { keys, name, initial } = branch.value;
  if (keys.length === 0) return;
  replaceBranch({ name, initial, keys: keys.slice(0, -1) });
  goTo(keys.length - 1);
}

/** Goes to the state that another run leads to. */
export function jump(keys: readonly string[], initial: number): void {
  const index = branches.value.findIndex(
    (one) => one.initial === initial && keys.every((key, i) => one.keys[i] === key),
  );
  if (index >= 0) branchIndex.value = index;
  else {
    branches.value = [...branches.value, { name: `from the graph ${branches.value.length}`, initial, keys }];
    branchIndex.value = branches.value.length - 1;
  }
  goTo(keys.length);
}

/** Begins in another initial state. */
export function chooseInitial(initial: number): void {
  branches.value = [{ name: 'main', initial, keys: [] }];
  branchIndex.value = 0;
  goTo(0);
}
