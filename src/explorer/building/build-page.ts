import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { graphRules } from '../../report/graph-svg.ts';
import { barRules } from '../../report/html/depth-chart.ts';
import { palette, spaceTimeRules } from '../../report/space-time-style.ts';
import { waitForRules } from '../../report/wait-for-svg.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pageFolder = `${root}src/explorer/page`;

/** The page that `unturned explore` serves, and the one that has the engine and the bundled specs with it. */
const [kind, output = ''] = process.argv.slice(2);
const files = {
  page: `${root}dist/explorer/page.html`,
  site: `${root}.unturned/site/index.html`,
};
if (kind !== 'page' && kind !== 'site') throw new Error('usage: build-page.ts page|site [file]');
const file = output === '' ? files[kind] : output;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, await page(kind === 'site' ? await bundle(workerSource(), 'ts') : undefined));

async function page(worker: string | undefined): Promise<string> {
  const script = await bundle(readFileSync(`${pageFolder}/main.tsx`, 'utf8'), 'tsx');
  const line = (text: string): string =>
    text.replace(/:root \{/, ':root { --line: color-mix(in srgb, var(--dim) 55%, transparent);');
  const rules = [spaceTimeRules, graphRules, waitForRules, barRules, readFileSync(`${pageFolder}/page.css`, 'utf8')];
  const style = [line(palette), ...rules].join('');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ...(worker === undefined ? ['<meta name="unturned-token" content="">'] : []),
    '<link rel="icon" href="data:,">',
    '<title>unturned</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript>This page needs JavaScript.</noscript>',
    ...(worker === undefined ? [] : [`<script type="text/plain" id="unturned-worker">${inElement(worker)}</script>`]),
    `<script>${inElement(script)}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A script that holds the engine and every bundled spec. */
function workerSource(): string {
  const folders = readdirSync(`${root}specs`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const specs = folders.flatMap(({ name: family }) =>
    readdirSync(join(`${root}specs`, family))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ name: basename(file, '.ts'), file: join('specs', family, file) })),
  );
  const sources = specs.map(({ name, file }) => [name, { file, text: readFileSync(`${root}${file}`, 'utf8') }]);
  return [
    `import { answerFrom } from './worker.ts';`,
    ...specs.map(({ file }, i) => `import spec${i} from ${JSON.stringify(`${root}${file}`)};`),
    `const specs = new Map([${specs.map(({ name }, i) => `[${JSON.stringify(name)}, spec${i}]`).join(', ')}]);`,
    `answerFrom(specs, new Map(${JSON.stringify(sources)}));`,
  ].join('\n');
}

async function bundle(contents: string, loader: 'ts' | 'tsx'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: pageFolder, sourcefile: `entry.${loader}` },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    tsconfig: `${pageFolder}/tsconfig.json`,
    alias: { unturned: `${root}src/index.ts` },
    // Where the modules of this package lie tells its own lines from a user's in a stack; in a bundle there are none of either.
    define: { 'import.meta.url': JSON.stringify('file:///unturned/bundle.js') },
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}

/** A script inside an element must not end it. */
function inElement(script: string): string {
  return script.replace(/<\/(?=script)/gi, '<\\/').replace(/<!--/g, '<\\!--');
}
