import type { DiagnosticOptions } from '../report/mistake.ts';
import type { Diagnostic } from '../report/result.ts';
import type { SourceLocation } from '../spec/source-location.ts';
import { isSpecError, type SpecError } from '../spec/spec-error.ts';
import { locateDeclaration, locateImpurity } from './declaration.ts';
import { readSource, shownPath } from './files.ts';
import type { LoadedSpec } from './load.ts';
import { paintFor, widthOf } from './terminal.ts';

/** The code of an error that is this package's own fault. */
const internalCode = 'internal';

/** An error as a report tells it. Where its place is not known, it is that of the function it names. */
export function diagnose(error: unknown, request: string, loaded?: LoadedSpec): Diagnostic {
  if (!isSpecError(error)) return internalError(error, request);
  const { text, help = usualHelp(error), where, trace } = error.details;
  const source = placeOf(error, loaded);
  return {
    code: error.code,
    severity: 'error',
    text,
    spec: request,
    ...(where !== undefined && { where }),
    ...(trace && { trace }),
    ...(source && { source: { ...source, file: shownPath(source.file) } }),
    ...(help !== undefined && { help }),
  };
}

function internalError(error: unknown, request: string): Diagnostic {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const help = 'This is a mistake in unturned itself. Please report it, with the spec and the lines above.';
  return { code: internalCode, severity: 'error', text, spec: request, help };
}

function usualHelp({ code, details }: SpecError): string | undefined {
  if (code !== 'S103') return undefined;
  return /^(?:guard|effect|property) /.test(details.where ?? '')
    ? 'It must work in every state that can be reached.'
    : 'Nothing can be explored until it works.';
}

function placeOf({ code, details }: SpecError, loaded: LoadedSpec | undefined): SourceLocation | undefined {
  const { location, where } = details;
  if (loaded === undefined || where === undefined) return location;
  if (location !== undefined && !isSamePlace(location, loaded.spec.location)) return location;
  const source = readSource(loaded.file) ?? '';
  const declared = locateDeclaration(source, where);
  if (declared === undefined) return location;
  const cause = code === 'S104' ? locateImpurity(source, declared) : undefined;
  return { file: loaded.file, ...(cause ?? declared) };
}

function isSamePlace(one: SourceLocation, other: SourceLocation | undefined): boolean {
  return other !== undefined && one.file === other.file && one.line === other.line && one.column === other.column;
}

/** How diagnostics look on stderr. */
export function diagnosticOptions(
  options: Pick<DiagnosticOptions, 'ascii'> & { readonly width?: number; readonly color?: boolean },
): DiagnosticOptions {
  const { stderr, env } = process;
  return {
    ascii: options.ascii,
    width: widthOf(stderr, options.width),
    paint: paintFor(stderr, options.color, env),
    source: readSource,
  };
}
