import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelBased } from '../../src/simulate/index.ts';
import { spec } from '../../src/spec/spec.ts';
import { isSpecError } from '../../src/spec/spec-error.ts';

const clients = [0, 1, 2];

/** A lock that is given in the order of asking. */
const lock = spec({
  name: 'lock',
  initial: () => ({ holder: null as number | null, queue: [] as number[] }),
  actions: ({ action }) => ({
    acquire: action({
      args: clients,
      guard: ({ state }, client) => state.holder !== client && !state.queue.includes(client),
      effect: ({ state }, client) => {
        if (state.holder === null) state.holder = client;
        else state.queue.push(client);
      },
    }),
    release: action({
      args: clients,
      guard: ({ state }, client) => state.holder === client,
      effect: ({ state }) => {
        state.holder = state.queue.shift() ?? null;
      },
    }),
    expire: { guard: ({ state }) => state.holder !== null, effect: () => ({ holder: null, queue: [] }) },
  }),
});

/** The same as a program would have it, with promises; `fault` plants a mistake in it. */
class InMemoryLock {
  readonly #fault: 'none' | 'last come first served' | 'forgets who waits' | 'throws';
  holder: number | null = null;
  readonly waiting: { readonly client: number; readonly wake: () => void }[] = [];

  constructor(fault: 'none' | 'last come first served' | 'forgets who waits' | 'throws') {
    this.#fault = fault;
  }

  async acquire(client: number): Promise<void> {
    if (this.holder === null) {
      this.holder = client;
      return;
    }
    if (this.#fault === 'throws' && this.waiting.length === 1) throw new Error('no room');
    await new Promise<void>((wake) => this.waiting.push({ client, wake }));
  }

  release(): void {
    const next = this.#fault === 'last come first served' ? this.waiting.pop() : this.waiting.shift();
    if (this.#fault === 'forgets who waits') this.waiting.length = 0;
    this.holder = next?.client ?? null;
    next?.wake();
  }
}

const tested = modelBased(lock, {
  actions: {
    acquire: (real: InMemoryLock, client: number) => {
      const asked = real.acquire(client);
      return Promise.race([asked, Promise.resolve()]);
    },
    release: (real: InMemoryLock) => real.release(),
  },
  observe: ({ holder, waiting }) => ({ holder, queue: waiting.map(({ client }) => client) }),
});

async function run(fault: ConstructorParameters<typeof InMemoryLock>[0]) {
  let ran = 0;
  const property = fc.asyncProperty(tested.commands, async (commands) => {
    await fc.asyncModelRun(() => ({ model: tested.model(), real: new InMemoryLock(fault) }), commands);
    ran += String(commands)
      .split(',')
      .filter((name) => name !== '').length;
  });
  const details = await fc.check(property, { seed: 4, numRuns: 50 });
  const [commands] = details.counterexample ?? [];
  return { ran, failed: details.failed, commands: String(commands), message: String(details.errorInstance) };
}

test('an implementation that is as the spec says passes, and its commands are run', async () => {
  const { failed, ran, message } = await run('none');
  expect(failed, message).toBe(false);
  expect(ran).toBeGreaterThan(500);
});

test('a planted fault is caught by the fewest commands that show it', async () => {
  const { failed, commands, message } = await run('last come first served');
  expect(failed).toBe(true);
  expect(commands).toMatch(/^acquire\((\d)\),acquire\((\d)\),acquire\((\d)\),release\(\1\)/);
  const [first, second, third] = [...commands.matchAll(/acquire\((\d)\)/g)].map(([, client]) => client);
  expect(new Set([first, second, third]).size).toBe(3);
  expect(message).toContain(
    `after release(${first}) the real system is as the spec does not allow:\n  holder is ${third}, where the spec has ${second}`,
  );
});

test('so is one that shows in a part of the state, and one that throws', async () => {
  const forgetful = await run('forgets who waits');
  expect(forgetful).toMatchObject({ failed: true });
  expect(forgetful.message).toMatch(/queue is \[\], where the spec has \[\d\]/);
  expect(await run('throws')).toMatchObject({ failed: true, message: 'Error: no room' });
});

test('hidden steps are those that the system takes by itself; what is not seen stays open', async () => {
  const hasty = (hidden: number) =>
    modelBased(lock, {
      actions: {
        acquire: async (real: InMemoryLock, client: number) => {
          await Promise.race([real.acquire(client), Promise.resolve()]);
          real.release();
        },
      },
      observe: ({ holder }) => ({ holder }),
      hidden,
    });
  const afterAcquire = async ({ commands, model }: ReturnType<typeof hasty>): Promise<readonly unknown[]> => {
    const [first] = fc.sample(commands, { numRuns: 1, seed: 1 })[0] ?? [];
    const after = model();
    await first?.run(after, new InMemoryLock('none'));
    return [...after.possible.values()].map(({ state }) => state);
  };
  expect(await afterAcquire(hasty(1))).toEqual([{ holder: null, queue: [] }]);
  await expect(afterAcquire(hasty(0))).rejects.toThrow(/holder is none, where the spec has \d/);
});

test('an action that the spec does not have is a mistake', () => {
  try {
    modelBased(lock, { actions: { aquire: () => {} } });
    expect.unreachable();
  } catch (error) {
    expect(isSpecError(error) && [error.code, error.details.help]).toEqual(['U128', 'Did you mean "acquire"?']);
  }
});
