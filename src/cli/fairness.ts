import type { NeededFairnessOptions } from '../fairness.ts';
import { describeNeeded, nameColumnsOf } from '../report/fairness-lines.ts';
import { countOf } from '../report/figures.ts';
import type { Paint } from '../report/style.ts';
import { neededFairness } from '../run.ts';
import { configure } from '../spec/configuration.ts';
import { SpecError } from '../spec/spec-error.ts';
import { withFormula } from '../spec/temporal/overrides.ts';
import { type ExitStatus, exitStatus, worst } from './exit-status.ts';
import { listenForInterrupt } from './interrupt.ts';
import { loadSpec } from './load.ts';

/** What the command line asks of `fairness`. */
export interface FairnessArguments extends NeededFairnessOptions {
  readonly set: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly property?: readonly string[];
  readonly ltl?: readonly string[];
}

/**
 * Prints the minimal fairness under which temporal properties of a spec hold.
 * @throws SpecError when the spec does not load, or has no such property.
 */
export async function findFairness(
  request: string,
  { set, faults, property, ltl = [], ...options }: FairnessArguments,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): Promise<ExitStatus> {
  const { spec } = await loadSpec(request);
  const declared = configure(spec, set, { faults });
  const configuration = ltl.reduce(withFormula, declared);
  const temporal = configuration.properties.filter(({ kind }) => kind === 'temporal').map(({ name }) => name);
  const added = configuration.properties.slice(declared.properties.length).map(({ name }) => name);
  const asked = property ?? (ltl.length > 0 ? [] : temporal);
  const names = [...asked, ...added];
  const unknown = names.find((name) => !temporal.includes(name));
  if (unknown !== undefined || names.length === 0)
    throw new SpecError('U104', {
      text: unknown === undefined ? 'there is no temporal property' : `there is no temporal property "${unknown}"`,
      help:
        temporal.length === 0
          ? 'Ask about a formula with --ltl.'
          : `The temporal properties are ${temporal.join(', ')}.`,
    });
  const interrupt = listenForInterrupt();
  const { stdout } = process;
  const parameters = Object.entries(configuration.parameters).map(([name, value]) => `${name}=${value}`);
  stdout.write(` ${[paint('strong', configuration.name), ...parameters].join(' ')}\n`);
  stdout.write(` ${paint('dim', `the spec declares: ${configuration.fairness.text || 'nothing'}`)}\n\n`);
  const statuses: ExitStatus[] = [];
  let states = 0;
  for (const name of names) {
    const needed = await neededFairness(configuration, name, { ...options, signal: interrupt.signal });
    const lines = describeNeeded(name, needed, { nameColumns: nameColumnsOf(names), width, paint });
    stdout.write(lines.map((line) => `${line}\n`).join(''));
    states = needed.states;
    statuses.push(
      needed.isHopeless ? exitStatus.violated : needed.isComplete ? exitStatus.holds : exitStatus.inconclusive,
    );
    if (interrupt.signal.aborted) break;
  }
  interrupt.release();
  if (interrupt.signal.aborted) return exitStatus.interrupted;
  stdout.write(`\n ${paint('dim', `for this configuration, of ${countOf(states, 'state')}`)}\n`);
  return worst(statuses);
}
