import { readFileSync } from 'node:fs';
import { type Configuration, configure } from '../src/spec/configuration.ts';
import { describeFaults, type Faults } from '../src/spec/environment/faults.ts';
import type { ParameterValue } from '../src/spec/parameter.ts';
import type { Spec } from '../src/spec/spec.ts';

/** A configuration of a bundled spec, and what other checkers counted for the same rules. */
export interface ManifestEntry {
  /** Folder and file: `election/chang-roberts`. */
  readonly spec: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** How often each fault may happen in a run; those not given, as often as the spec says. */
  readonly faults?: Faults;
  /** Small ones are made again by every test run, medium ones take some seconds, large ones up to a minute. */
  readonly size: 'small' | 'medium' | 'large';
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly terminal: number;
  /** Of the terminal states, those that are no proper end; counted by this package alone. */
  readonly deadlocked: number;
  /** Where the counts come from: names of `sources`. */
  readonly sources: readonly string[];
}

/** The expected counts of the bundled specs, with a second source for each. */
export interface Manifest {
  readonly sources: Readonly<Record<string, string>>;
  readonly configurations: readonly ManifestEntry[];
}

/** Reads specs/manifest.json. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../specs/manifest.json', import.meta.url), 'utf8')) as Manifest;
}

/** Imports the spec of an entry. */
export async function specOf({ spec }: ManifestEntry): Promise<Spec> {
  const module = (await import(new URL(`../specs/${spec}.ts`, import.meta.url).href)) as { readonly default: Spec };
  return module.default;
}

/** The configuration of an entry. */
export async function configurationOf(entry: ManifestEntry): Promise<Configuration<unknown>> {
  return configure(await specOf(entry), entry.parameters, { faults: entry.faults ?? {} });
}

/** What a configuration is called in tables: `processes=3 requests=1`, `processes=3 crash=1`. */
export function parametersText({ parameters, faults }: ManifestEntry): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return [...values, ...(faults === undefined ? [] : [describeFaults(faults) || 'faults=none'])].join(' ');
}

/** The file of an entry's record: `maekawa.processes=3.requests=1.json`. */
export function recordName(entry: ManifestEntry): string {
  return `${stem(entry)}.json`;
}

/** The file of the shortest run that breaks a property: `maekawa.processes=3.requests=1.deadlockFree.txt`. */
export function counterexampleName(entry: ManifestEntry, property: string): string {
  return `${stem(entry)}.${property}.txt`;
}

function stem(entry: ManifestEntry): string {
  return `${entry.spec.split('/').at(-1)}.${parametersText(entry).replaceAll(' ', '.')}`;
}
