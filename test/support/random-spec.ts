import fc from 'fast-check';
import { processes, type Spec, spec } from '../../src/index.ts';
import {
  type Abilities,
  anyBlock,
  anyFlag,
  anyNumber,
  type Block,
  blockCode,
  type FlagTerm,
  flagCode,
  indent,
  type NumberTerm,
  numberCode,
} from './random-spec/code.ts';
import { type Place, pick, placesOf, type Scope } from './random-spec/place.ts';
import { anyShape, fieldName, literal, recordShape, type Shape } from './random-spec/shape.ts';
import { valueCode } from './random-spec/writes.ts';

/** A small spec as plain data; `sourceOf` writes it as the code of a spec file. */
export type RandomSpec = RandomGeneralSpec | RandomProcessSpec;

/** An action of a general spec, or a rule of processes. */
interface RandomAction {
  /** Which list of arguments it has; rules have none of their own. */
  readonly args: number;
  readonly guards: readonly FlagTerm[];
  /** The guards have names. */
  readonly isNamed: boolean;
  /** It takes one of a limited stock, so that it cannot happen for ever. */
  readonly takesFuel: boolean;
  readonly block: Block;
  /** It may return a new state, under a condition or always. */
  readonly returning?: {
    readonly test: FlagTerm | null;
    readonly how: number;
    readonly n: NumberTerm;
    readonly seed: number;
  };
}

interface RandomProperties {
  readonly invariants: readonly FlagTerm[];
  readonly steps: readonly FlagTerm[];
  readonly reachable: readonly FlagTerm[];
  readonly termination: FlagTerm | null;
}

interface RandomInitial {
  /** One state for each, but for those that are equal. */
  readonly seeds: readonly number[];
  readonly block: Block;
}

interface RandomGeneralSpec {
  readonly form: 'general';
  readonly shape: Shape;
  readonly fuel: number;
  readonly initial: RandomInitial;
  readonly actions: readonly RandomAction[];
  readonly properties: RandomProperties;
}

interface RandomProcessSpec {
  readonly form: 'processes';
  readonly count: number;
  readonly network: 'fifo' | 'unordered';
  readonly shape: Shape & { readonly kind: 'record' };
  /** What a message carries. */
  readonly body: Shape;
  readonly hops: number;
  readonly fuel: number;
  readonly initial: RandomInitial;
  readonly rules: readonly RandomAction[];
  readonly receive: { readonly hello: Block; readonly ping: Block; readonly pack: Block };
  readonly properties: RandomProperties;
  readonly history: RandomHistory | undefined;
}

/** An observer, and what is claimed of the history that it makes. */
interface RandomHistory {
  readonly shape: Shape & { readonly kind: 'record' };
  readonly seed: number;
  readonly block: Block;
  readonly claim: FlagTerm;
}

/** Runs the code of a random spec. */
export function buildSpec(random: RandomSpec): Spec {
  return new Function('spec', 'processes', `return ${sourceOf(random)}`)(spec, processes) as Spec;
}

/** A random spec as the code of a spec file would have it. */
export function sourceOf(random: RandomSpec): string {
  const lines = random.form === 'general' ? generalSource(random) : processSource(random);
  return lines.join('\n');
}

function generalSource({ shape, fuel, initial, actions, properties }: RandomGeneralSpec): string[] {
  const hasFuel = shape.kind === 'record';
  const scope = scopeOf([{ text: 's', shape }], []);
  return [
    'spec({',
    ...indent([
      "name: 'random',",
      'initial: ({ choose }) => {',
      ...indent([
        ...initialCode(initial, shape, scope),
        ...(hasFuel ? [`return { ...s, fuel: ${fuel} };`] : ['return s;']),
      ]),
      '},',
      'actions: () => ({',
      ...indent(actions.flatMap((action, i) => actionCode(`act${i}`, action, shape, hasFuel))),
      '}),',
      ...propertiesCode(properties, {
        state: [{ text: 's', shape }],
        step: [
          { text: 's', shape },
          { text: 't', shape },
        ],
        open: { state: '(s)', step: '(s, action, t)' },
      }),
    ]),
    '})',
  ];
}

function processSource(random: RandomProcessSpec): string[] {
  const { count, network, shape, body, hops, fuel, initial, rules, receive, properties, history } = random;
  const all: Shape = { kind: 'row', length: count, item: shape };
  const queue: Shape = { kind: 'queue', item: { kind: 'varying' } };
  const channels: Shape = { kind: 'row', length: count, item: { kind: 'row', length: count, item: queue } };
  const self = [{ text: 'self', shape }];
  const next = `(id + 1) % ${count}`;
  const abilities: Abilities = {
    scope: scopeOf(self, ['id']),
    mayGrow: false,
    mayChoose: true,
    depth: 0,
    sends: {
      body,
      hops: 'message.hops - 1',
      guard: 'message.hops > 0',
      targets: ['from', next, 'id'],
    },
  };
  const handler = (type: string, block: Block, content: readonly [string, Shape] | undefined): string[] => {
    const part = content && { text: content[0], shape: content[1], isAssignable: false, isMutable: false };
    const from = { text: 'from', shape: { kind: 'number' } as const, isAssignable: false, isMutable: false };
    const { roots, indexes } = abilities.scope;
    const scope = { roots: [...roots, from, ...(part ? [part] : [])], indexes: [...indexes, 'from'] };
    return [`if (message.type === '${type}') {`, ...indent(blockCode(block, { ...abilities, scope })), '}'];
  };
  return [
    'processes({',
    ...indent([
      "name: 'random',",
      `params: { processes: ${count} },`,
      `network: { kind: '${network}' },`,
      'initial: ({ id, others, choose }) => {',
      ...indent([
        ...initialCode(initial, shape, scopeOf([{ text: 's', shape }], ['id'])),
        `return { ...s, fuel: ${fuel} };`,
      ]),
      '},',
      'rules: {',
      ...indent(rules.flatMap((rule, i) => ruleCode(`rule${i}`, rule, random, next, hops))),
      '},',
      'receive: ({ id, self, others, send, choose }, message, from) => {',
      ...indent([
        ...handler('hello', receive.hello, undefined),
        ...handler('ping', receive.ping, ['message.n', { kind: 'number' }]),
        ...handler('pack', receive.pack, ['message.body', body]),
      ]),
      '},',
      ...propertiesCode(
        properties,
        {
          state: [
            { text: 's.processes', shape: all },
            { text: 's.channels', shape: channels },
          ],
          step: [
            { text: 's.processes', shape: all },
            { text: 't.processes', shape: all },
          ],
          open: { state: '(s)', step: '(s, action, t)' },
        },
        history === undefined ? [] : historyCode(history, all),
      ),
    ]),
    '})',
  ];
}

interface Root {
  readonly text: string;
  readonly shape: Shape;
}

/** The first number in the state serves as an index, so that some reads depend on others. */
function scopeOf(roots: readonly Root[], indexes: readonly string[], isMutable: boolean = true): Scope {
  const places = roots.map((root) => ({ ...root, isAssignable: false, isMutable }));
  const number = placesOf({ roots: places, indexes: [] }).find(({ shape }) => shape.kind === 'number');
  return { roots: places, indexes: number === undefined ? indexes : [...indexes, number.text] };
}

/** What is left of the stock may be looked at, so that some things happen late. */
function fuelOf(text: string): Place {
  return { text: `${text}.fuel`, shape: { kind: 'number' }, isAssignable: false, isMutable: false };
}

function initialCode({ seeds, block }: RandomInitial, shape: Shape, scope: Scope): string[] {
  const states = seeds.map((seed) => literal(shape, seed));
  return [
    `const s = ${states.length === 1 ? states[0] : `choose([${states.join(', ')}])`};`,
    ...blockCode(block, { scope, mayGrow: false, mayChoose: true, depth: 0 }),
  ];
}

const argumentLists = [
  { list: undefined, roots: [], indexes: [] },
  { list: '[0, 1]', roots: [{ text: 'arg', shape: { kind: 'number' } }], indexes: ['arg'] },
  { list: "['x', '']", roots: [{ text: 'arg', shape: { kind: 'word' } }], indexes: [] },
  {
    list: '[[0, 2], [1, 0]]',
    roots: [
      { text: 'arg[0]', shape: { kind: 'number' } },
      { text: 'arg[1]', shape: { kind: 'number' } },
    ],
    indexes: ['arg[1]'],
  },
] as const;

function actionCode(name: string, action: RandomAction, shape: Shape, hasFuel: boolean): string[] {
  const { list, roots, indexes } = pick(argumentLists, action.args);
  const own = scopeOf([{ text: 's', shape }], indexes);
  const fuel = hasFuel ? [fuelOf('s')] : [];
  const values = roots.map((root) => ({ ...root, isAssignable: false, isMutable: false }));
  const scope: Scope = { roots: [...own.roots, ...values, ...fuel], indexes: own.indexes };
  const burns = hasFuel && action.takesFuel;
  return [
    `${name}: {`,
    ...indent([
      ...(list === undefined ? [] : [`args: ${list},`]),
      ...guardCode(action, scope, burns ? 's.fuel > 0' : undefined, '({ state: s }, arg)'),
      'effect: ({ state: s, choose }, arg) => {',
      ...indent([
        ...returnCode(action, shape, scope, 's', burns),
        ...(action.returning?.test === null
          ? []
          : [
              ...(burns ? ['s.fuel -= 1;'] : []),
              ...blockCode(action.block, { scope, mayGrow: burns, mayChoose: true, depth: 0 }),
            ]),
      ]),
      '},',
    ]),
    '},',
  ];
}

function ruleCode(name: string, rule: RandomAction, spec: RandomProcessSpec, next: string, hops: number): string[] {
  const { shape, body } = spec;
  const own = scopeOf([{ text: 'self', shape }], ['id']);
  const scope = { ...own, roots: [...own.roots, fuelOf('self')] };
  const burns = rule.takesFuel || sends(rule.block);
  const abilities: Abilities = {
    scope,
    mayGrow: burns,
    mayChoose: true,
    depth: 0,
    sends: { body, hops: String(hops), targets: [next, 'others[0]', 'id'] },
  };
  return [
    `${name}: {`,
    ...indent([
      ...guardCode(rule, scope, burns ? 'self.fuel > 0' : undefined, '({ id, self, others })'),
      'effect: ({ id, self, others, send, choose }) => {',
      ...indent([
        ...(burns ? ['self.fuel -= 1;'] : []),
        ...blockCode(rule.block, abilities),
        ...returnCode(rule, shape, scope, 'self', false),
      ]),
      '},',
    ]),
    '},',
  ];
}

function guardCode(
  { guards, isNamed }: RandomAction,
  scope: Scope,
  fuel: string | undefined,
  parameters: string,
): string[] {
  const conditions = [...(fuel === undefined ? [] : [fuel]), ...guards.map((guard) => flagCode(guard, scope))];
  if (conditions.length === 0) return [];
  if (!isNamed) return [`guard: ${parameters} => ${conditions.join(' && ')},`];
  return ['guard: {', ...indent(conditions.map((condition, i) => `c${i}: ${parameters} => ${condition},`)), '},'];
}

function returnCode({ returning }: RandomAction, shape: Shape, scope: Scope, root: string, burns: boolean): string[] {
  if (returning === undefined) return [];
  const { test, how, seed } = returning;
  const n = numberCode(returning.n, scope);
  const ingredients = { scope, n, m: n, seed, mayGrow: false };
  const fuel = burns ? `, fuel: ${root}.fuel - 1` : '';
  const field = shape.kind === 'record' ? seed % shape.fields.length : 0;
  const values =
    shape.kind === 'record'
      ? [
          `{ ...${root}${fuel}, ${fieldName(field)}: ${valueCode(shape.fields[field] as Shape, ingredients)} }`,
          `{ ...${root}${fuel} }`,
          `Object.fromEntries(Object.entries({ ...${root}${fuel} }).reverse())`,
          `{ ...${literal(shape, seed)}, fuel: ${burns ? `${root}.fuel - 1` : `${root}.fuel`} }`,
          ...(burns ? [] : [root]),
        ]
      : [valueCode(shape, ingredients), literal(shape, seed), root];
  return [`${test === null ? '' : `if (${flagCode(test, scope)}) `}return ${pick(values, how)};`];
}

interface PropertyRoots {
  readonly state: readonly Root[];
  readonly step: readonly Root[];
  readonly open: { readonly state: string; readonly step: string };
}

/** An observer that looks at the steps of all processes, at what they send, and at its own history. */
function historyCode({ shape, seed, block, claim }: RandomHistory, all: Shape): string[] {
  const roots: readonly Root[] = [
    { text: 'before.processes', shape: all },
    { text: 'after.processes', shape: all },
    { text: 'sent.length', shape: { kind: 'number' } },
    { text: 'taken.length', shape: { kind: 'number' } },
  ];
  const own = scopeOf([{ text: 'history', shape }], []);
  const scope = { roots: [...own.roots, ...scopeOf(roots, [], false).roots], indexes: own.indexes };
  const claimed = scopeOf(
    [
      { text: 'h', shape },
      { text: 's.processes', shape: all },
    ],
    [],
    false,
  );
  return [
    'remembered: historyInvariant(',
    ...indent([
      'observe({',
      ...indent([
        `initial: () => (${literal(shape, seed)}),`,
        'step: ({ history, action, before, after, sent, taken, choose }) => {',
        ...indent(blockCode(block, { scope, mayGrow: false, mayChoose: true, depth: 0 })),
        '},',
      ]),
      '}),',
      `(s, h) => ${flagCode(claim, claimed)},`,
    ]),
    '),',
  ];
}

function propertiesCode(
  properties: RandomProperties,
  { state, step, open }: PropertyRoots,
  further: readonly string[] = [],
): string[] {
  const onState = scopeOf(state, [], false);
  const { invariants, steps, reachable, termination } = properties;
  const line = (name: string, builder: string, parameters: string, flag: string): string =>
    `${name}: ${builder}(${parameters} => ${flag}),`;
  return [
    'properties: ({ invariant, stepProperty, reachable, deadlockFree, observe, historyInvariant }) => ({',
    ...indent([
      ...invariants.map((flag, i) => line(`always${i}`, 'invariant', open.state, flagCode(flag, onState))),
      ...steps.map((flag, i) => line(`step${i}`, 'stepProperty', open.step, stepCode(flag, step))),
      ...reachable.map((flag, i) => line(`some${i}`, 'reachable', open.state, flagCode(flag, onState))),
      termination === null
        ? 'ends: deadlockFree(),'
        : `ends: deadlockFree({ termination: ${open.state} => ${flagCode(termination, onState)} }),`,
      ...further,
    ]),
    '}),',
  ];
}

/** A step property may look at the action, or say that what was true before is true after. */
function stepCode(flag: FlagTerm, roots: readonly Root[]): string {
  const code = flagCode(flag, scopeOf(roots, [], false));
  const [before, after] = roots.map((root) => flagCode(flag, scopeOf([root], [], false)));
  const kept = `(!${before} || ${after})`;
  return pick([code, kept, `(action.name !== 'act0' || ${kept})`, `(action.args[0] === 1 || ${code})`], code.length);
}

function sends(block: Block): boolean {
  return block.some((statement) => {
    if (statement.kind === 'send') return true;
    if (statement.kind === 'if') return sends(statement.whenTrue) || sends(statement.whenFalse);
    return 'body' in statement && sends(statement.body);
  });
}

/** One time in so many. */
function sometimes<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const anyAction: fc.Arbitrary<RandomAction> = fc
  .record({
    args: fc.nat(argumentLists.length - 1),
    guards: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(anyFlag, { minLength: 1, maxLength: 2 }) },
    ),
    isNamed: fc.boolean(),
    takesFuel: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    block: anyBlock,
    returning: sometimes(3, fc.record({ test: fc.option(anyFlag), how: fc.nat(99), n: anyNumber, seed: fc.nat(99) })),
  })
  .map(({ returning, ...action }) => ({ ...action, ...(returning && { returning }) }));

const anyProperties: fc.Arbitrary<RandomProperties> = fc.record({
  invariants: fc.array(anyFlag, { maxLength: 2 }),
  steps: fc.array(anyFlag, { maxLength: 2 }),
  reachable: fc.array(anyFlag, { maxLength: 2 }),
  termination: fc.option(anyFlag),
});

const anyInitial: fc.Arbitrary<RandomInitial> = fc.record({
  seeds: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.nat(99)) },
    { weight: 1, arbitrary: fc.array(fc.nat(99), { minLength: 2, maxLength: 3 }) },
  ),
  block: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: anyBlock }),
});

const anyGeneralSpec: fc.Arbitrary<RandomGeneralSpec> = fc.record({
  form: fc.constant('general'),
  shape: fc.oneof({ weight: 6, arbitrary: recordShape }, { weight: 1, arbitrary: anyShape }),
  fuel: fc.integer({ min: 2, max: 6 }),
  initial: anyInitial,
  actions: fc.array(anyAction, { minLength: 2, maxLength: 4 }),
  properties: anyProperties,
});

const anyProcessSpec: fc.Arbitrary<RandomProcessSpec> = fc
  .constantFrom([2, 1, 2], [2, 2, 0], [2, 2, 1], [3, 1, 0])
  .chain(([count = 0, fuel = 0, hops = 0]) =>
    fc.record({
      form: fc.constant('processes'),
      count: fc.constant(count),
      network: fc.constantFrom('fifo', 'unordered'),
      shape: recordShape,
      body: anyShape,
      hops: fc.constant(hops),
      fuel: fc.constant(fuel),
      initial: anyInitial,
      rules: fc.array(anyAction, { minLength: 1, maxLength: count === 2 ? 3 : 2 }),
      receive: fc.record({ hello: anyBlock, ping: anyBlock, pack: anyBlock }),
      properties: anyProperties,
      history: sometimes(6, fc.record({ shape: recordShape, seed: fc.nat(99), block: anyBlock, claim: anyFlag })),
    }),
  );

/** Any small spec of either form. In a report of fast-check it stands as its code. */
export const randomSpec: fc.Arbitrary<RandomSpec> = fc
  .oneof<fc.Arbitrary<RandomSpec>[]>(anyGeneralSpec, anyProcessSpec)
  .map((random) => Object.defineProperty({ ...random }, fc.toStringMethod, { value: () => `\n${sourceOf(random)}\n` }));
