import { folderWith, type Ran, unturned } from '../cli/command.ts';

/** What a spec that counts to three has instead of what it should have. */
export interface Badness {
  /** Lines before the spec. */
  readonly before?: string;
  readonly initial?: string;
  readonly guard?: string;
  /** The parameter list and body of the effect. */
  readonly effect?: string;
  readonly property?: string;
}

/** The text of a spec that is right but for what is said to be bad. */
export function badSpec({
  before = '',
  initial = '() => ({ count: 0, log: [] as number[] })',
  guard = '({ state }) => state.count < 3',
  effect = '({ state }) => {\n        state.count += 1;\n      }',
  property = '({ count }) => count <= 3',
}: Badness): string {
  return `import { spec } from 'unturned';
${before}
export default spec({
  name: 'bad',
  initial: ${initial},
  actions: () => ({
    increment: {
      guard: ${guard},
      effect: ${effect},
    },
  }),
  properties: ({ invariant }) => ({
    bounded: invariant(${property}),
  }),
});
`;
}

/** The text of a spec in which two processes pass a token, but for what is said to be bad. */
export function badProcesses({
  effect = `send(1 - id, { type: 'token', hops: self.hops });`,
  receive = 'self.hops = hops + 1;',
}: {
  readonly effect?: string;
  readonly receive?: string;
}): string {
  return `import { processes } from 'unturned';

export default processes({
  name: 'bad',
  params: { processes: 2 },
  messages: { token: { hops: 0 } },
  initial: ({ id }) => ({ hasToken: id === 0, hops: 0 }),
  rules: {
    pass: {
      guard: ({ self }) => self.hasToken,
      effect: ({ id, self, send }) => {
        self.hasToken = false;
        ${effect}
      },
    },
  },
  receive: ({ self }, { hops }) => {
    self.hasToken = true;
    ${receive}
  },
});
`;
}

/** Checks the text of a spec, which lies outside any package. */
export function checkText(text: string, file: string = 'bad.ts', ...options: readonly string[]): Ran {
  return unturned(['check', file, '--max-states', '2000', ...options], { cwd: folderWith({ [file]: text }) });
}
