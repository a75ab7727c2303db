import type { Diagnostic, SystemResult } from '../report/result.ts';
import type { CheckedSystem } from '../report/system-result.ts';
import { checkConfiguration } from '../run.ts';
import { type Configuration, configure } from '../spec/configuration.ts';
import { toDomain } from '../spec/parameter.ts';
import type { Spec } from '../spec/spec.ts';
import { isSpecError, SpecError } from '../spec/spec-error.ts';
import { graphView } from './graph-view.ts';
import { possibleFaults } from './possible-faults.ts';
import type { Backend, ConfigurationRequest, GivenTrace, SourceText, SpecDescription } from './protocol.ts';
import { walk } from './walk.ts';

/** The specs that a page can choose from, by what it calls them. */
export type Specs = ReadonlyMap<string, Spec>;

/** What differs from host to host. */
export interface BackendOptions {
  readonly given?: GivenTrace;
  /** The record of a check, with what the host knows of the file. */
  readonly record?: (checked: CheckedSystem) => SystemResult;
  readonly diagnose?: (error: unknown) => Diagnostic;
  /** The text of a spec, if the host has it. */
  readonly source?: (spec: string) => SourceText | undefined;
}

/** Answers what a page asks for, in whatever runs this. It keeps nothing from one request to the next. */
export function createBackend(specs: Specs, options: BackendOptions = {}): Backend {
  const { given, record = bareRecord, diagnose = describeError, source } = options;
  const named = (name: string): Spec => {
    const found = specs.get(name);
    if (found === undefined) throw new SpecError('U101', { text: `there is no spec "${name}" here` });
    return found;
  };
  const configured = ({ spec, set, faults = {} }: ConfigurationRequest): Configuration<unknown> =>
    configure(named(spec), set, { faults });
  return {
    specs: async () => ({ specs: [...specs].map(([id, spec]) => describe(id, spec)), ...(given && { given }) }),
    walk: async (request) => ({
      ...walk(configured(request), request),
      faults: possibleFaults(named(request.spec), request.set),
    }),
    source: async ({ spec }) => source?.(spec) ?? null,
    graph: async (request) => graphView(configured(request), request),
    check: async (request, onProgress, signal) => {
      const startedAt = performance.now();
      try {
        const checked = await checkConfiguration(configured(request), {
          keepGoing: request.keepGoing,
          ...(request.ltl !== undefined && { ltl: [request.ltl] }),
          ...(request.fairness && { fairness: request.fairness }),
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
    ...(description !== undefined && { description }),
    ...(source !== undefined && { source }),
  };
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
