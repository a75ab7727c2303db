/** A place in a source file. Lines and columns count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where this package lies; with source maps, places in its compiled files appear as places in `src`. */
const packageFolder = toPath(new URL('../..', import.meta.url).href);

/** The places of a stack, innermost first. Understands the stacks of V8, which every supported run-time has. */
function* frames(stack: string): Generator<SourceLocation> {
  for (const line of stack.split('\n')) {
    const match = /^\s+at .*? \((.+):(\d+):(\d+)\)$/.exec(line) ?? /^\s+at (?:async )?(.+):(\d+):(\d+)$/.exec(line);
    if (match !== null) yield { file: match[1] as string, line: Number(match[2]), column: Number(match[3]) };
  }
}

function toPath(file: string): string {
  const url = file.replace(/\?.*$/, '');
  return url.startsWith('file://') ? decodeURIComponent(url.slice('file://'.length)) : url;
}

/** The innermost place of an error's stack that is the user's own code. */
export function locateUserCode(error: unknown): SourceLocation | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const frame of frames(error.stack)) {
    const file = toPath(frame.file);
    if (isUserCode(file)) return { ...frame, file };
  }
  return undefined;
}

/** The code of this package, of its dependencies and of Node itself never locates a mistake; the specs it brings do. */
function isUserCode(file: string): boolean {
  if (file.startsWith('node:') || file.startsWith('data:') || file === '<anonymous>') return false;
  if (!file.startsWith(packageFolder)) return !file.includes('/node_modules/');
  return !/^(src|dist|node_modules)\//.test(file.slice(packageFolder.length));
}

/** Where the user's code called the function of this package that calls this. */
export function callSite(): SourceLocation | undefined {
  return locateUserCode(new Error('call site'));
}
