import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Configuration, configure, explainFinding, processes, unordered } from '../../src/index.ts';
import { fifo, insert, type Network } from '../../src/spec/network.ts';
import { scripted, scripts } from '../counterexample/random-processes.ts';
import { accountOf, explore } from '../support/account.ts';

/** p0 sends these letters at once; p1 writes down what it receives. */
function letters(word: string, network: Network) {
  return processes({
    name: 'letters',
    params: { processes: 2 },
    network,
    messages: { letter: { letter: '' } },
    initial: ({ id }) => ({ left: id === 0, got: '' }),
    rules: {
      send: {
        guard: ({ self }) => self.left,
        effect: ({ self, send }) => {
          self.left = false;
          for (const letter of word) send(1, { type: 'letter', letter });
        },
      },
    },
    receive: ({ self }, { letter }) => {
      self.got += letter;
    },
    properties: ({ invariant, deadlockFree }) => ({
      notBackwards: invariant(({ processes }) => processes[1]?.got !== [...word].reverse().join('')),
      ends: deadlockFree({ termination: ({ processes }) => processes[1]?.got.length === word.length }),
    }),
  });
}

describe('an unordered network', () => {
  // Every word that begins an arrangement of the letters is a state, and so is that before they are sent.
  test.each([
    ['a', 1, 3],
    ['ab', 2, 6],
    ['abc', 6, 17],
    ['aab', 3, 10],
    ['aaa', 1, 5],
    ['abcd', 24, 66],
  ])('delivers %s in %i ways', (word, arrangements, states) => {
    const configuration = configure(letters(word, unordered()));
    const { statistics } = explore(configuration, {});
    expect(statistics).toMatchObject({ states, terminal: arrangements, depth: word.length + 1 });
    for (const options of [{ engine: 'direct' }, { engine: 'reference' }, { learning: { group: false } }] as const)
      expect(accountOf(configuration, options)).toEqual(accountOf(configuration, {}));
  });

  test('offers equal messages once', () => {
    expect(explore(configure(letters('aab', unordered())), {}).statistics.transitions).toBe(9);
  });

  test('forgets the order of sending, whatever the order', () => {
    const message = fc.record({ type: fc.constantFrom('a', 'b'), value: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (sent, random) => {
        const bagOf = (messages: readonly object[]): object[] => {
          const bag: object[] = [];
          for (const one of messages) insert(bag, one);
          return bag;
        };
        const shuffled = sent
          .map((one) => ({ one, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(bagOf(shuffled)).toEqual(bagOf(sent));
        expect(bagOf(sent)).toHaveLength(sent.length);
      }),
    );
  });

  test('numbers messages as they were sent, and says which overtakes which', () => {
    const configuration = configure(letters('abc', unordered()));
    const finding = explore(configuration, {}).findings.get('notBackwards');
    const { trace } = explainFinding(configuration, finding as NonNullable<typeof finding>, { shortest: true });
    expect(trace.messages.map(({ id, payload, overtakes }) => [id, payload, overtakes])).toEqual([
      [1, { letter: 'a' }, undefined],
      [2, { letter: 'b' }, [1]],
      [3, { letter: 'c' }, [1, 2]],
    ]);
    expect(trace.steps.map(({ key, receives }) => [key, receives])).toEqual([
      ['send(0)', undefined],
      ['receive(1 <- 0) [2]', 3],
      ['receive(1 <- 0) [1]', 2],
      ['receive(1 <- 0)', 1],
    ]);
  });

  test('knows which message was delivered even if the receiver sends an equal one to itself', () => {
    const spec = processes({
      name: 'again',
      params: { processes: 1 },
      network: unordered(),
      messages: { a: {}, b: {} },
      initial: () => ({ sent: false, last: '' }),
      rules: {
        send: {
          guard: ({ self }) => !self.sent,
          effect: ({ self, send }) => {
            self.sent = true;
            send(0, { type: 'a' });
            send(0, { type: 'b' });
          },
        },
      },
      receive: ({ self, send }, message) => {
        self.last = message.type;
        send(0, message);
      },
      properties: ({ invariant }) => ({
        never: invariant(({ processes }) => processes[0]?.last !== 'a'),
      }),
    });
    const configuration = configure(spec);
    const finding = explore(configuration, {}).findings.get('never');
    const { trace } = explainFinding(configuration, finding as NonNullable<typeof finding>, { shortest: true });
    expect(trace.steps.map(({ key, receives, sends }) => [key, receives, sends])).toEqual([
      ['send(0)', undefined, [1, 2]],
      ['receive(0 <- 0) [0]', 1, [3]],
    ]);
    expect(trace.messages.map(({ type }) => type)).toEqual(['a', 'b', 'a']);
  });
});

test('a first-in first-out network delivers in one way', () => {
  const { statistics } = explore(configure(letters('abcd', fifo())), {});
  expect(statistics).toMatchObject({ states: 6, terminal: 1 });
});

test('a network may depend on parameters', () => {
  const spec = processes({
    name: 'either',
    params: { processes: 2, ordered: true },
    network: ({ params }) => (params.ordered ? fifo() : unordered()),
    messages: { one: {}, two: {} },
    initial: () => ({ got: [] as string[], sent: false }),
    rules: {
      send: {
        guard: ({ id, self }) => id === 0 && !self.sent,
        effect: ({ self, send }) => {
          self.sent = true;
          send(1, { type: 'one' });
          send(1, { type: 'two' });
        },
      },
    },
    receive: ({ self }, { type }) => {
      self.got.push(type);
    },
  });
  const ends = [true, false].map((ordered) => explore(configure(spec, { ordered }), {}).statistics.terminal);
  expect(ends).toEqual([1, 2]);
});

test('what is no network is an error', () => {
  expect(() => configure(letters('a', {} as Network))).toThrow(expect.objectContaining({ code: 'S109' }));
});

test('of random specs with unordered channels, every engine says what the reference says', () => {
  let violations = 0;
  fc.assert(
    fc.property(scripts(3), (script) => {
      const configuration = scripted(script, unordered());
      const account = accountOf(configuration, {});
      for (const options of [{ engine: 'reference' }, { engine: 'direct' }, { learning: { groupAt: 8 } }] as const)
        expect(accountOf(configuration, options)).toEqual(account);
      for (const finding of explore(configuration, {}).findings.values()) {
        violations++;
        expectDelivered(configuration, finding);
      }
    }),
    { numRuns: 60, seed: 1978 },
  );
  expect(violations).toBeGreaterThan(15);
});

/** Every message is numbered as it is sent and delivered at most once, later. */
function expectDelivered(
  configuration: Configuration<unknown>,
  finding: Parameters<typeof explainFinding<unknown>>[1],
): void {
  const { steps, messages } = explainFinding(configuration, finding, { shortest: true }).trace;
  expect(steps).toHaveLength(finding.states.length - 1);
  expect(steps.flatMap(({ sends }) => sends)).toEqual(messages.map((_, i) => i + 1));
  for (const { id, sentAt, deliveredAt } of messages) {
    const deliveries = steps.filter(({ receives }) => receives === id).map(({ index }) => index);
    expect(deliveries).toEqual(deliveredAt === undefined ? [] : [deliveredAt]);
    if (deliveredAt !== undefined) expect(deliveredAt).toBeGreaterThan(sentAt);
  }
}
