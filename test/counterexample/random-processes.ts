import fc from 'fast-check';
import { type Configuration, configure } from '../../src/spec/configuration.ts';
import type { Environment } from '../../src/spec/environment/environment.ts';
import type { Faults } from '../../src/spec/environment/faults.ts';
import type { Network } from '../../src/spec/network.ts';
import { processes } from '../../src/spec/processes.ts';

/** A process spec in which every process sends, step by step, to the processes that its script names. */
export interface Script {
  /** By process and step: the receivers. A step without receivers is local. */
  readonly sends: readonly (readonly (readonly number[])[])[];
  /** The processes that answer what they receive. */
  readonly answering: readonly number[];
  /** The invariant says that all processes together receive fewer messages. */
  readonly tooMany: number;
}

/** Scripts of two to `most` processes. Their state spaces are small, and most of them violate their invariant. */
export function scripts(most: number): fc.Arbitrary<Script> {
  return fc.integer({ min: 2, max: most }).chain((count) => {
    const receiver = fc.integer({ min: 0, max: count - 1 });
    const step = fc.array(receiver, { maxLength: 2 });
    return fc.record({
      sends: fc.array(fc.array(step, { maxLength: 2 }), { minLength: count, maxLength: count }),
      answering: fc.uniqueArray(receiver, { maxLength: 2 }),
      tooMany: fc.integer({ min: 1, max: 4 }),
    });
  });
}

/** The spec of a script. */
export function scripted(
  { sends, answering, tooMany }: Script,
  network: Network = { kind: 'fifo' },
  faults: Faults = {},
  environment: Environment = {},
): Configuration<unknown> {
  const spec = processes({
    name: 'scripted',
    params: {},
    network,
    environment: { durable: ['at'], detector: 'eventually-strong', ...environment },
    count: () => sends.length,
    messages: { ask: { step: 0 }, answer: {} },
    initial: () => ({ at: 0, received: 0 }),
    rules: {
      act: {
        guard: ({ id, self }) => self.at < (sends[id] ?? []).length,
        effect: ({ id, self, send }) => {
          for (const to of sends[id]?.[self.at] ?? []) send(to, { type: 'ask', step: self.at });
          self.at += 1;
        },
      },
    },
    receive: ({ id, self, send }, { type }, from) => {
      self.received += 1;
      if (type === 'ask' && answering.includes(id)) send(from, { type: 'answer' });
    },
    properties: ({ invariant, terminal, deadlockFree }) => ({
      few: invariant(({ processes }) => processes.reduce((sum, { received }) => sum + received, 0) < tooMany),
      ...(Object.keys(faults).length > 0 && {
        someReceive: terminal(({ processes }) => processes.some(({ received }) => received > 0)),
        allAct: deadlockFree({
          termination: ({ processes }) => processes.every(({ at }, id) => at === (sends[id] ?? []).length),
        }),
      }),
    }),
  });
  return configure(spec, {}, { faults }) as Configuration<unknown>;
}
