import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this package lies: above `src/cli`, or above the folder of `dist` that has what several modules share. */
export const packageFolder: string = fileURLToPath(new URL('../..', import.meta.url));

/** True where this runs compiled, not from its TypeScript. */
export const isCompiled: boolean = import.meta.url.endsWith('.js');

/** One of the modules of this package that can be run or imported by themselves, such as `cli/bin`. */
export function ownModule(path: string): URL {
  return new URL(isCompiled ? `../${path}.js` : `../${path}.ts`, import.meta.url);
}

/** Where a page of the guide lies. */
export function guideFile(name: string): string {
  return join(packageFolder, 'src', 'guide', name);
}

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
