import type { Diagnostic } from '../report/result.ts';
import type { SourceLocation } from '../spec/source-location.ts';
import { isSpecError, type SpecError } from '../spec/spec-error.ts';
import { locateDeclaration } from './declaration.ts';
import { readSource, shownPath } from './files.ts';
import type { LoadedSpec } from './load.ts';

/** The code of an error that is this package's own fault. */
export const internalCode = 'internal';

/** An error as a report tells it. Where its place is not known, it is that of the function it names. */
export function diagnose(error: unknown, request: string, loaded?: LoadedSpec): Diagnostic {
  if (!isSpecError(error)) return internalError(error, request);
  const { text, help, where, trace } = error.details;
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

function placeOf({ details }: SpecError, loaded: LoadedSpec | undefined): SourceLocation | undefined {
  const { location, where } = details;
  if (loaded === undefined || where === undefined) return location;
  const isWholeSpec = location === undefined || isSamePlace(location, loaded.spec.location);
  if (!isWholeSpec) return location;
  const declared = locateDeclaration(readSource(loaded.file) ?? '', where);
  return declared === undefined ? location : { file: loaded.file, ...declared };
}

function isSamePlace(one: SourceLocation, other: SourceLocation | undefined): boolean {
  return other !== undefined && one.file === other.file && one.line === other.line && one.column === other.column;
}
