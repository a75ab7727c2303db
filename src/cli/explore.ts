import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackend } from '../explorer/backend.ts';
import type { GivenTrace } from '../explorer/protocol.ts';
import { configure } from '../spec/configuration.ts';
import type { ParameterValue } from '../spec/parameter.ts';
import { SpecError } from '../spec/spec-error.ts';
import { diagnose } from './diagnosis.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { serveExplorer } from './explorer-server.ts';
import { shownPath } from './files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { type LoadedSpec, loadSpec } from './load.ts';
import { openBrowser } from './open-browser.ts';
import { packageFolder } from './package-folder.ts';
import { systemRecord } from './system-record.ts';
import { isLive } from './terminal.ts';
import { type FoundTrace, findTrace, specOfTrace } from './trace-source.ts';

/** What the command line asks of `explore`. */
export interface ExploreArguments {
  /** By parameter name, as text. */
  readonly set: Readonly<Record<string, string>>;
  /** How often each fault may happen, as text. */
  readonly faults: Readonly<Record<string, string>>;
  /** A record or a trace to begin with. */
  readonly trace?: string;
  readonly property?: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Opens a browser, if this runs on a terminal. */
  readonly open: boolean;
}

const pageFile = join(packageFolder, 'dist', 'explorer', 'page.html');

/**
 * Serves the explorer for a spec until it is interrupted. The spec may be left out if a record names its file.
 * @throws SpecError U1xx for what was asked for, S1xx for the spec.
 */
export async function explore(request: string | undefined, options: ExploreArguments): Promise<ExitStatus> {
  const found =
    options.trace === undefined
      ? undefined
      : await findTrace(options.trace, {
          set: {},
          faults: {},
          ...(options.property !== undefined && { property: options.property }),
        });
  const source = request ?? (found && specOfTrace(found.trace));
  if (source === undefined)
    throw new SpecError('U105', {
      text: 'there is no spec to explore',
      help: 'Name a spec, or a record with --trace.',
    });
  const loaded = await loadSpec(source);
  const { name, parameters } = configure(loaded.spec, options.set, { faults: options.faults });
  const given = found && givenTrace(found, loaded, parameters);
  const start = startOf(loaded, options, parameters);
  const backend = createBackend(new Map([[name, start]]), {
    record: (checked) => systemRecord(checked, loaded),
    diagnose: (error) => diagnose(error, source, loaded),
    source: () => ({ file: shownPath(loaded.file), text: readFileSync(loaded.file, 'utf8') }),
    ...(given && { given }),
  });
  const { url, close } = await serveExplorer(readPage(), backend, options.port);
  process.stdout.write(`${name}, ${shownPath(loaded.file)}\n${url}\n`);
  process.stderr.write('^C ends it\n');
  if (options.open && isLive(process.stdout, process.env)) openBrowser(url);
  const interrupt = listenForInterrupt();
  await new Promise<void>((resolve) => interrupt.signal.addEventListener('abort', () => resolve()));
  interrupt.release();
  await close();
  return exitStatus.holds;
}

/** The spec with the parameters and the faults of the command line for defaults. */
function startOf(
  { spec }: LoadedSpec,
  { set, faults }: ExploreArguments,
  parameters: Readonly<Record<string, ParameterValue>>,
): LoadedSpec['spec'] {
  const { params = {} } = spec.definition;
  const changed = Object.entries(params).map(([name, declaration]) => {
    const value = parameters[name];
    if (!Object.hasOwn(set, name) || value === undefined) return [name, declaration];
    return [name, typeof declaration === 'object' ? { ...declaration, default: value } : value];
  });
  const { environment } = spec;
  return {
    ...spec,
    definition: { ...spec.definition, params: Object.fromEntries(changed) },
    ...(environment && {
      environment: { ...environment, faults: (values, given) => environment.faults(values, { ...faults, ...given }) },
    }),
  };
}

function givenTrace(
  { trace, isViolation }: FoundTrace,
  loaded: LoadedSpec,
  known: Readonly<Record<string, ParameterValue>>,
): GivenTrace {
  const { spec, property, parameters, faults } = trace;
  const set = Object.entries(parameters).filter(([key, value]) => Object.hasOwn(known, key) && known[key] !== value);
  return {
    property: property.name,
    trace,
    isViolation,
    set: Object.fromEntries(set),
    ...(faults && { faults }),
    ...(spec.hash !== loaded.hash && { warning: 'The spec has changed since this run was recorded.' }),
  };
}

function readPage(): string {
  if (existsSync(pageFile)) return readFileSync(pageFile, 'utf8');
  throw new SpecError('U105', { text: 'the page of the explorer is not built', help: 'Run `npm run build`.' });
}
