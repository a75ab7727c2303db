import { expect, test } from 'vitest';
import { check, fifo, leastBreaking, processes, sweep, unordered, whatMatters } from '../src/index.ts';

/** p0 sends two letters to p1, which must get both, in order. */
const letters = (network: 'fifo' | 'unordered') =>
  processes({
    name: 'letters',
    params: { processes: 2 },
    network: network === 'fifo' ? fifo() : unordered(),
    messages: { letter: { letter: '' } },
    initial: ({ id }) => ({ left: id === 0, got: '' }),
    rules: {
      send: {
        guard: ({ self }) => self.left,
        effect: ({ self, send }) => {
          self.left = false;
          send(1, { type: 'letter', letter: 'a' });
          send(1, { type: 'letter', letter: 'b' });
        },
      },
    },
    receive: ({ self }, { letter }) => {
      self.got += letter;
    },
    properties: ({ invariant, terminal, reachable }) => ({
      inOrder: invariant(({ processes }) => processes[1]?.got !== 'ba'),
      bothArrive: terminal(({ processes }) => processes[0]?.left === true || processes[1]?.got.length === 2),
      never: reachable(() => false),
    }),
  });

async function found(network: 'fifo' | 'unordered', faults: Record<string, number>, maxTime = 60_000) {
  const spec = letters(network);
  const system = await check(spec, { faults, keepGoing: true });
  const { properties } = await whatMatters({ spec: spec as never, params: {}, faults }, system, { maxTime });
  return Object.fromEntries(
    properties.map(({ name, whatIf = [] }) => [
      name,
      whatIf.map(({ change, status }) => [JSON.stringify(change), status]),
    ]),
  );
}

test('one assumption at a time is strengthened, and it is said which makes a property hold', async () => {
  expect(await found('unordered', { loss: 1, duplication: 1 })).toEqual({
    inOrder: [
      ['{"loss":0}', 'violated'],
      ['{"duplication":0}', 'violated'],
      ['{"channels":"fifo"}', 'holds'],
    ],
    bothArrive: [
      ['{"loss":0}', 'violated'], // a duplicate makes three
      ['{"duplication":0}', 'violated'],
      ['{"channels":"fifo"}', 'violated'],
    ],
    never: [],
  });
  expect(await found('fifo', { crash: 1 })).toEqual({
    inOrder: [],
    bothArrive: [
      ['{"crash":0}', 'holds'],
      ['{"sending":"atomic"}', 'violated'], // the receiver may crash, too
    ],
    never: [],
  });
});

test('it takes no longer than it may', async () => {
  expect(await found('unordered', { loss: 1 }, 0)).toEqual({ inOrder: [], bothArrive: [], never: [] });
});

test('a sweep finds the configuration that breaks a property with the fewest faults', async () => {
  const systems = await sweep(letters('fifo'), {
    params: { processes: [2, 3] },
    faults: { loss: [0, 1], duplication: [0, 1] },
  });
  const broken = systems.map(({ parameters, search, properties }) => [
    parameters.processes,
    search.faults ?? {},
    properties.filter(({ status, kind }) => status === 'violated' && kind !== 'reachable').map(({ name }) => name),
  ]);
  expect(broken.slice(0, 4)).toEqual([
    [2, {}, []],
    [2, { duplication: 1 }, ['bothArrive']],
    [2, { loss: 1 }, ['bothArrive']],
    [2, { loss: 1, duplication: 1 }, ['bothArrive']],
  ]);
  // One fault is enough, a loss or a duplicate; the loss has the fewer states. The run: send, lose one, receive the other.
  expect(leastBreaking(systems)).toMatchObject([{ property: 'bothArrive', system: 2, steps: 3 }]);
});
