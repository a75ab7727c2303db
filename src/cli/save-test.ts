import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { savedTest } from '../report/saved-test.ts';
import type { TraceRecord } from '../report/trace-record.ts';
import { bundledSpecs } from './bundled.ts';
import { writeAtomically } from './files.ts';
import { fileName, requireSafe } from './trace-file.ts';

/**
 * Writes a test that replays a run. What is in the folder stays: another run of the same property gets a name of its own.
 * @returns the path of the test, which may have been there already.
 */
export function saveTest(
  folder: string,
  record: TraceRecord,
  known: { readonly isOneOfSeveral: boolean; readonly variation: readonly string[] },
): string {
  requireSafe(record, 'this trace');
  mkdirSync(folder, { recursive: true });
  const text = savedTest(record, { spec: pathFrom(folder, record.spec.file), ...known });
  for (let count = 1; ; count++) {
    const path = join(folder, `${fileName(record, known.variation)}${count === 1 ? '' : `-${count}`}.test.ts`);
    if (existsSync(path) && readFileSync(path, 'utf8') !== text) continue;
    writeAtomically(path, text);
    return path;
  }
}

/** How a file in a folder imports a spec: by a path that begins with a dot, or by the name of a bundled one. */
function pathFrom(folder: string, spec: string): string {
  if (bundledSpecs().some(({ name }) => name === spec)) return spec;
  const path = relative(folder, resolve(spec)).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
