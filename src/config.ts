import type { Faults } from './spec/environment/faults.ts';

/**
 * What `unturned.config.ts` may set: the options of the command line, by their names there in camel case. A flag wins over
 * an environment variable (`--max-states`, `UNTURNED_MAX_STATES`), that over the file, and the file over the spec.
 */
export interface Config {
  /** Values of parameters, by name. */
  readonly set?: Readonly<Record<string, string | number | boolean>>;
  /** How often each fault may happen. */
  readonly faults?: Faults;
  /** The names of the properties to judge. */
  readonly property?: string | readonly string[];
  /** Formulas to judge. */
  readonly ltl?: string | readonly string[];
  /** Fairness of every action, in place of what the spec declares. */
  readonly fairness?: 'weak' | 'strong' | 'none';
  readonly search?: 'bfs' | 'dfs';
  readonly engine?: 'default' | 'direct' | 'reference';
  /** Threads for one search, or `'auto'`: at most one for each processor. */
  readonly workers?: number | 'auto';
  /** Goes on after the first violation. */
  readonly keepGoing?: boolean;
  /** Whether properties of whole runs are judged. */
  readonly liveness?: boolean;
  /** A search that forgets: `'bitstate=512m'` or `'fingerprint'`. */
  readonly approximate?: string;
  /** So many approximate searches. */
  readonly swarm?: number;
  /** How often a search is kept that is given a folder for it, such as `'60s'`. */
  readonly checkpointEvery?: string;
  /** Of one call of a function of the spec, such as `'60s'`. */
  readonly maxCallTime?: string;
  /** How long to look for the assumption that would prevent a violation, such as `'5s'`; or not at all. */
  readonly whatMatters?: string | false;
  /** Holds every answer of the engine against the spec's functions. */
  readonly paranoid?: boolean;
  /** Distinct states: a number, or text such as `'50M'`. */
  readonly maxStates?: number | string;
  readonly maxDepth?: number | string;
  /** Such as `'10m'`. */
  readonly maxTime?: string;
  /** Such as `'8g'`. */
  readonly maxMemory?: string;
  /** Where traces of violations are written; or not at all. */
  readonly traces?: string | false;
  /** Of a simulation: how many runs are drawn. */
  readonly runs?: number | string;
  /** Of a simulation: steps of the longest run. */
  readonly steps?: number | string;
  /** Of a simulation: the same seed gives the same runs. */
  readonly seed?: number;
  /** Such as `['pretty', 'junit=out.xml']`. */
  readonly reporter?: string | readonly string[];
  readonly detail?: 'auto' | 'full' | 'diff' | 'none';
  readonly clocks?: 'lamport' | 'vector';
  /** The processes to draw, from left to right, such as `'p2,p0'`. */
  readonly lanes?: string;
  /** Whether runs are drawn. */
  readonly diagram?: boolean;
  readonly ascii?: boolean;
  /** Columns, from 60 to 400. */
  readonly width?: number;
  readonly color?: boolean;
  /** Shows what the engine learned, and where settings come from. */
  readonly stats?: boolean;
  readonly quiet?: boolean;
}

/** Returns the configuration as it is; around one it makes its type known. */
export function defineConfig(config: Config): Config {
  return config;
}
