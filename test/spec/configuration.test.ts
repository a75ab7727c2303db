import { describe, expect, test } from 'vitest';
import { type Action, configure, processes, type Spec, spec } from '../../src/index.ts';

const first = <T>(options: Iterable<T>): T => [...options][0] as T;

function actionNamed<S>({ actions }: { readonly actions: readonly Action<S>[] }, label: string): Action<S> {
  const action = actions.find((one) => one.label === label);
  if (action === undefined) throw new Error(`there is no ${label}`);
  return action;
}

describe('actions', () => {
  const labels = (args: readonly (null | boolean | number | string | readonly (number | string)[])[]): string[] => {
    const one = spec({ name: 'one', initial: () => 0, actions: () => ({ act: { args, effect: () => {} } }) });
    return configure(one).actions.map(({ label }) => label);
  };

  test('are called by their name and arguments', () => {
    expect(labels([0, -1, true, 'red', [1, 'a']])).toEqual(['act(0)', 'act(-1)', 'act(true)', 'act(red)', 'act(1,a)']);
  });

  test('words that could be mistaken for something else are quoted', () => {
    expect(labels(['', '1', 'null', 'a,b', 'a b', null])).toEqual([
      'act("")',
      'act("1")',
      'act("null")',
      'act("a,b")',
      'act("a b")',
      'act(null)',
    ]);
  });

  test('exist once without a list of arguments, and not at all with an empty one', () => {
    const one = spec({
      name: 'one',
      initial: () => 0,
      actions: () => ({ once: { effect: () => {} }, never: { args: [], effect: () => {} } }),
    });
    expect(configure(one).actions.map(({ index, name, args, label }) => ({ index, name, args, label }))).toEqual([
      { index: 0, name: 'once', args: [], label: 'once' },
    ]);
  });

  test('have the conditions of their guards, by name or by text', () => {
    const one = spec({
      name: 'one',
      initial: () => ({ n: 1 }),
      actions: () => ({
        unguarded: { effect: () => {} },
        unnamed: { guard: ({ state }) => state.n > 1, effect: () => {} },
        named: {
          guard: { 'n is one': ({ state }) => state.n === 1, 'n is two': ({ state }) => state.n === 2 },
          effect: () => {},
        },
      }),
    });
    const state = { n: 1 };
    expect(
      configure(one).actions.map(({ conditions, enabled }) => [
        enabled(state),
        ...conditions.map(({ text, holds }) => [text, holds(state)]),
      ]),
    ).toEqual([[true], [false, ['state.n > 1', false]], [false, ['n is one', true], ['n is two', false]]]);
  });

  test('a condition is not asked once one before it is false', () => {
    const one = spec({
      name: 'one',
      initial: () => ({ list: [] as { n: number }[] }),
      actions: () => ({
        act: {
          guard: {
            'there is one': ({ state }) => state.list.length > 0,
            'it is positive': ({ state }) => (state.list[0] as { n: number }).n > 0,
          },
          effect: () => {},
        },
      }),
    });
    expect(actionNamed(configure(one), 'act').enabled({ list: [] })).toBe(false);
  });

  test('only of a process spec does `receive` take a message', () => {
    const general = spec({
      name: 'general',
      initial: () => 0,
      actions: () => ({ receive: { args: [['a', 'b']] as const, effect: () => {} } }),
    });
    const [action] = configure(general).actions;
    expect([action?.label, action?.receives]).toEqual(['receive(a,b)', undefined]);
  });
});

describe('a process spec', () => {
  const ring = processes({
    name: 'ring',
    params: { size: 3 },
    count: ({ params }) => params.size,
    messages: { token: { hops: 0 } },
    initial: ({ id, others }) => ({ has: id === 0, others: [...others] }),
    rules: {
      pass: {
        guard: { 'has the token': ({ self }) => self.has },
        effect: ({ id, self, params, send }) => {
          self.has = false;
          send((id + 1) % params.size, { type: 'token', hops: 1 });
        },
      },
    },
    receive: ({ self }, { hops }) => ({ ...self, has: hops > 0 }),
  });
  const configuration = configure(ring);

  test('is a plain spec over processes and channels', () => {
    expect(configuration.initial(first)).toEqual({
      processes: [
        { has: true, others: [1, 2] },
        { has: false, others: [0, 2] },
        { has: false, others: [0, 1] },
      ],
      channels: [
        [[], [], []],
        [[], [], []],
        [[], [], []],
      ],
    });
    expect(configuration.processNames).toEqual(['p0', 'p1', 'p2']);
  });

  test('has an action for each rule and process, and for each channel', () => {
    expect(configuration.actions.map(({ label, process, receives }) => [label, process, receives])).toEqual([
      ['pass(0)', 0, undefined],
      ['pass(1)', 1, undefined],
      ['pass(2)', 2, undefined],
      ...[0, 1, 2].flatMap((to) => [0, 1, 2].map((from) => [`receive(${to} <- ${from})`, to, { to, from }])),
    ]);
  });

  test('a message goes to the end of its channel, and is taken from its head', () => {
    const state = structuredClone(configuration.initial(first));
    actionNamed(configuration, 'pass(0)').effect(state, first, state);
    expect(state.channels[0]).toEqual([[], [{ type: 'token', hops: 1 }], []]);
    state.channels[0]?.[1]?.push({ type: 'token', hops: 0 });
    actionNamed(configuration, 'receive(1 <- 0)').effect(state, first, state);
    expect([state.channels[0]?.[1], state.processes[1]?.has]).toEqual([[{ type: 'token', hops: 0 }], true]);
    expect(actionNamed(configuration, 'receive(2 <- 1)').enabled(state)).toBe(false);
  });

  test('a message keeps what it was sent with', () => {
    const one = processes({
      name: 'one',
      params: { processes: 1 },
      messages: { note: { list: [0] } },
      initial: () => ({ list: [1] }),
      rules: {
        note: {
          effect: ({ id, self, send }) => {
            send(id, { type: 'note', list: self.list });
            self.list.push(2);
          },
        },
      },
      receive: () => {},
    });
    const state = structuredClone(configure(one).initial(first));
    actionNamed(configure(one), 'note(0)').effect(state, first, state);
    expect(state).toEqual({ processes: [{ list: [1, 2] }], channels: [[[{ type: 'note', list: [1] }]]] });
  });

  test('without a receive handler has no channels', () => {
    const silent = processes({
      name: 'silent',
      params: { processes: 2 },
      initial: ({ id }) => id,
      rules: { step: { effect: ({ self }) => self + 1 } },
    });
    const { initial, actions } = configure(silent);
    expect(initial(first)).toEqual({ processes: [0, 1], channels: [] });
    expect(actions.map(({ label }) => label)).toEqual(['step(0)', 'step(1)']);
  });
});

describe('a spec', () => {
  test('tells where it is written, and so do its properties', () => {
    const one = spec({
      name: 'one',
      initial: () => 0,
      actions: () => ({}),
      properties: ({ invariant }) => ({ small: invariant((state) => state < 9) }),
    });
    const { location, properties } = configure(one);
    expect(location?.file).toMatch(/test\/spec\/configuration\.test\.ts$/);
    expect(properties[0]?.location?.line).toBe((location?.line as number) + 4);
  });

  test('anything else is refused', () => {
    for (const value of [undefined, null, {}, () => 0])
      expect(() => configure(value as unknown as Spec)).toThrow('S102 this is not a spec');
  });
});
