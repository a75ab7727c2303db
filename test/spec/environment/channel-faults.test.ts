import { describe, expect, test } from 'vitest';
import {
  configure,
  explainFinding,
  type Faults,
  fifo,
  type Network,
  processes,
  unordered,
} from '../../../src/index.ts';
import { accountOf, explore } from '../../support/account.ts';

/** p0 sends these letters to p1, which writes down what it receives. */
function letters(word: string, network: Network = fifo()) {
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
    properties: ({ invariant, terminal }) => ({
      notTwice: invariant(({ processes }) => processes[1]?.got !== `${word}${word.at(-1)}`),
      notLost: terminal(({ processes }) => processes[1]?.got.length !== word.length - 1),
    }),
  });
}

/** What p1 can have written down when a run ends, in order of the alphabet. */
function endsOf(spec: ReturnType<typeof letters>, faults: Faults): readonly string[] {
  const configuration = configure(spec, {}, { faults });
  const account = accountOf(configuration, {});
  for (const options of [{ engine: 'direct' }, { engine: 'reference' }, { learning: { tabulate: false } }] as const)
    expect(accountOf(configuration, options)).toEqual(account);
  const ends = new Set<string>();
  const watched = {
    ...configuration,
    properties: [
      ...configuration.properties,
      {
        kind: 'terminal' as const,
        name: 'ends',
        holds: ({ processes }: { readonly processes: readonly { readonly got: string }[] }) => {
          ends.add(processes[1]?.got ?? '');
          return true;
        },
      },
    ],
  };
  explore(watched, { engine: 'reference' });
  return [...ends].sort();
}

describe('faults of channels', () => {
  test('do not happen without a budget', () => {
    expect(endsOf(letters('abc'), {})).toEqual(['abc']);
  });

  test('lose as many messages as the budget says, any of them', () => {
    expect(endsOf(letters('abc'), { loss: 1 })).toEqual(['ab', 'abc', 'ac', 'bc']);
    expect(endsOf(letters('abc'), { loss: 2 })).toEqual(['a', 'ab', 'abc', 'ac', 'b', 'bc', 'c']);
    expect(endsOf(letters('ab', unordered()), { loss: 1 })).toEqual(['a', 'ab', 'b', 'ba']);
  });

  test('duplicate a message', () => {
    expect(endsOf(letters('ab'), { duplication: 1 })).toEqual(['aab', 'ab', 'abb']);
    expect(endsOf(letters('ab', unordered()), { duplication: 1 })).toEqual([
      'aab',
      'ab',
      'aba',
      'abb',
      'ba',
      'baa',
      'bab',
      'bba',
    ]);
  });

  test('let a message be overtaken by the next, once for each unit of the budget', () => {
    expect(endsOf(letters('abc'), { reordering: 1 })).toEqual(['abc', 'acb', 'bac']);
    expect(endsOf(letters('abc'), { reordering: 2 })).toEqual(['abc', 'acb', 'bac', 'bca', 'cab']);
    expect(endsOf(letters('abc'), { reordering: 3 })).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });

  test('lose what a partition is in the way of, uncounted, and nothing once it has healed', () => {
    expect(endsOf(letters('ab'), { partition: 1 })).toEqual(['', 'a', 'ab', 'b']);
    const configuration = configure(letters('ab'), {}, { faults: { partition: 1 } });
    expect(configuration.actions.map(({ label }) => label).filter((label) => /^(part|heal)/.test(label))).toEqual([
      'partition(1)',
      'heal',
    ]);
  });

  test('are drawn as what they do to messages', () => {
    const configuration = configure(letters('ab'), {}, { faults: { loss: 1, duplication: 1 } });
    const { findings } = explore(configuration, {});
    const explain = (name: string) => {
      const { trace } = explainFinding(configuration, findings.get(name) as never, { shortest: true });
      return trace;
    };
    const lost = explain('notLost');
    const losses = lost.steps.filter(({ loses }) => loses !== undefined);
    expect(losses.map(({ environment, loses = [] }) => [environment, loses.length])).toEqual([['lose', 1]]);
    expect(lost.messages.filter(({ lostAt }) => lostAt !== undefined).map(({ id }) => id)).toEqual(losses[0]?.loses);
    expect(lost.messages.map(({ deliveredAt, lostAt }) => deliveredAt ?? lostAt)).not.toContain(undefined);
    const twice = explain('notTwice');
    expect(twice.messages).toHaveLength(3);
    const doubling = twice.steps.find(({ environment }) => environment === 'duplicate');
    const copy = twice.messages.find(({ copyOf }) => copyOf !== undefined);
    const original = twice.messages[(copy?.copyOf ?? 0) - 1];
    expect([doubling?.process, doubling?.sends]).toEqual([undefined, [copy?.id]]);
    expect([copy?.type, copy?.payload]).toEqual([original?.type, original?.payload]);
    expect(copy?.sentAt).toBeGreaterThan(original?.sentAt ?? Number.POSITIVE_INFINITY);
  });
});
