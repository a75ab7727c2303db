import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCompiled, packageFolder } from './package-folder.ts';

/** A spec that comes with the package. */
export interface BundledSpec {
  /** What the command line calls it: `maekawa`. */
  readonly name: string;
  /** The folder that it lies in: `mutual-exclusion`. */
  readonly family: string;
  /** Its TypeScript. */
  readonly source: string;
  /** What to import: its compiled copy if there is an up-to-date one, else the source. */
  readonly module: string;
}

/** All specs that come with the package, by family and name. */
export function bundledSpecs(): BundledSpec[] {
  const specs = join(packageFolder, 'specs');
  const families = readdirSync(specs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return families
    .map(({ name }) => name)
    .sort()
    .flatMap((family) =>
      readdirSync(join(specs, family))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map((file) => {
          const name = file.slice(0, -'.ts'.length);
          const source = join(specs, family, file);
          return { name, family, source, module: upToDate(compiledCopy(family, name), source) };
        }),
    );
}

function compiledCopy(family: string, name: string): string {
  return join(packageFolder, 'dist', 'specs', family, `${name}.js`);
}

function upToDate(compiled: string, source: string): string {
  const isFresh = isCompiled && existsSync(compiled) && statSync(compiled).mtimeMs >= statSync(source).mtimeMs;
  return isFresh ? compiled : source;
}
