import type { Diagnostic, SystemResult } from '../report/result.ts';
import type { CheckedSystem } from '../report/system-result.ts';
import { checkConfiguration } from '../run.ts';
import { type Configuration, configure } from '../spec/configuration.ts';
import { faultNames } from '../spec/environment/faults.ts';
import { resolveParameters, toDomain } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import { graphView } from './graph-view.ts';
import type { Backend, ConfigurationRequest, GivenTrace, SpecDescription } from './protocol.ts';
import { walk } from './walk.ts';

/** The specs that a page can choose from, by what it calls them. */
export type Specs = ReadonlyMap<string, Spec>;

/** What differs from host to host. */
export interface BackendOptions {
  readonly given?: GivenTrace;
  /** The record of a check, with what the host knows of the file. */
  readonly record?: (checked: CheckedSystem) => SystemResult;
  readonly diagnose?: (error: unknown) => Diagnostic;
}

/** Answers what a page asks for, in whatever runs this. It keeps nothing from one request to the next. */
export function createBackend(specs: Specs, options: BackendOptions = {}): Backend {
  const { given, record = bareRecord, diagnose = describeError } = options;
  const configured = ({ spec, set, faults = {} }: ConfigurationRequest): Configuration<unknown> => {
    const found = specs.get(spec);
    if (found === undefined) throw new SpecError('U101', { text: `there is no spec "${spec}" here` });
    return configure(found, set, { faults });
  };
  return {
    specs: async () => ({ specs: [...specs].map(([id, spec]) => describe(id, spec)), ...(given && { given }) }),
    walk: async (request) => walk(configured(request), request),
    graph: async (request) => graphView(configured(request), request),
    check: async (request, onProgress, signal) => {
      const startedAt = performance.now();
      try {
        const checked = await checkConfiguration(configured(request), {
          keepGoing: request.keepGoing,
          limits: { maxStates: request.maxStates },
          signal,
          onProgress: (progress) => {
            onProgress({ ...progress, elapsedMs: performance.now() - startedAt });
            return undefined;
          },
        });
        return { system: record(checked) };
      } catch (error) {
        return { diagnostic: diagnose(error) };
      }
    },
  };
}

function describe(id: string, spec: Spec): SpecDescription {
  const { definition } = spec;
  const { name, description, source, params = {} } = definition;
  return {
    id,
    name,
    parameters: Object.entries(params).map(([parameter, declaration]) => ({
      name: parameter,
      domain: toDomain(declaration),
    })),
    faults: possibleFaults(spec),
    ...(description !== undefined && { description }),
    ...(source !== undefined && { source }),
  };
}

/** The faults that the spec allows when its parameters have their defaults. */
function possibleFaults({ environment, definition }: Spec): SpecDescription['faults'] {
  if (environment === undefined) return [];
  const parameters = resolveParameters(definition.params ?? {}, {});
  const own = environment.faults(parameters, {});
  return faultNames.flatMap((name) => {
    try {
      environment.faults(parameters, { [name]: 1 });
      return [{ name, budget: own[name] ?? 0 }];
    } catch (error) {
      if (isSpecError(error)) return [];
      throw error;
    }
  });
}

function bareRecord({ verdict: _, ...checked }: CheckedSystem): SystemResult {
  return { ...checked, file: '', specHash: '', stats: { ...checked.stats, peakMemoryBytes: 0 } };
}

/** An error as a page tells it. */
export function describeError(error: unknown): Diagnostic {
  if (!isSpecError(error))
    return { code: 'internal', severity: 'error', text: error instanceof Error ? error.message : String(error) };
  const { text, help, where, trace } = error.details;
  return {
    code: error.code,
    severity: 'error',
    text,
    ...(where !== undefined && { where }),
    ...(trace && { trace }),
    ...(help !== undefined && { help }),
  };
}
