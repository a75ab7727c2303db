import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { element, type Markup } from '../../report/markup.ts';
import { isSpec } from '../../spec/spec.ts';
import { type Exported, exportedBy } from './api-reference.ts';
import { type GallerySpec, gallery } from './gallery.ts';
import { type GuidePage, guideHtml, renderMarkdown, type SiteFiles } from './guide-page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const [output = `${root}.unturned/site/guide`] = process.argv.slice(2);

/** The documents of the repository, in the order in which a reader may want them. */
const documents: SiteFiles = new Map([
  ['README.md', 'overview.html'],
  ['src/guide/README.md', 'index.html'],
  ...[
    'tutorial',
    'specs',
    'faults',
    'properties',
    'fairness',
    'counterexamples',
    'daily-use',
    'simulation',
    'logs',
    'performance',
    'limits',
    'coming-from',
    'codes',
  ].map((name): [string, string] => [`src/guide/${name}.md`, `${name}.html`]),
  ['specs/README.md', 'algorithms.html'],
  ['results/README.md', 'results.html'],
  ['results/bench.md', 'measurements.html'],
  ['results/peers.md', 'peers.html'],
  ['results/workers.md', 'two-threads.html'],
  ['results/spill.md', 'on-disk.html'],
  ['src/README.md', 'architecture.html'],
  ['CHANGELOG.md', 'changes.html'],
]);

const unlisted = readdirSync(`${root}src/guide`).filter(
  (name) => name.endsWith('.md') && !documents.has(`src/guide/${name}`),
);
if (unlisted.length > 0) throw new Error(`not on the site: ${unlisted.join(', ')}`);

const pages: readonly GuidePage[] = [
  ...[...documents].map(([path, file]) => documentPage(path, file)),
  { file: 'gallery.html', title: 'Gallery', body: await gallery(root, await bundled()) },
  { file: 'api.html', title: 'API reference', body: apiReference(exportedBy(root, 'src/index.ts')) },
];
mkdirSync(output, { recursive: true });
for (const page of pages) writeFileSync(join(output, page.file), guideHtml(page, pages));

function documentPage(path: string, file: string): GuidePage {
  const text = readFileSync(join(root, path), 'utf8');
  const title = /^# (.*)$/m.exec(text)?.[1] ?? basename(path);
  return { file, title, body: renderMarkdown(text, path, documents) };
}

async function bundled(): Promise<readonly GallerySpec[]> {
  const families = readdirSync(`${root}specs`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = families.flatMap(({ name: family }) =>
    readdirSync(`${root}specs/${family}`)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${family}/${basename(file, '.ts')}`),
  );
  return Promise.all(
    files.map(async (path) => {
      const { default: spec } = await import(pathToFileURL(`${root}specs/${path}.ts`).href);
      if (!isSpec(spec)) throw new Error(`${path} exports no spec`);
      return { path, spec };
    }),
  );
}

/** Functions first, then what they take and give, each by its name. */
function apiReference(exported: readonly Exported[]): Markup {
  const isFunction = ({ declaration }: Exported): boolean =>
    /^export (?:async )?(?:function|const|class)/.test(declaration);
  const names = new Set(exported.map(({ name }) => name));
  const byName = [...exported].sort((a, b) => a.name.localeCompare(b.name));
  const section = (title: string, some: readonly Exported[]): Markup[] => [
    element('h2', {}, title),
    element(
      'p',
      {},
      ...some.flatMap(({ name }, i) => [i === 0 ? '' : ' · ', element('a', { href: `#${name}` }, name)]),
    ),
    ...some.map(({ name, text, declaration }) =>
      element(
        'section',
        { id: name },
        element('h3', {}, name),
        renderMarkdown(text, 'src/index.ts', documents),
        element('pre', { tabindex: 0 }, element('code', {}, ...withLinks(declaration, names))),
      ),
    ),
  ];
  const intro =
    "What `import { … } from 'unturned'` gives. In a spec, the builders of properties come from the context that `properties` is given, with the types of its states.";
  const parts = [
    element('h1', {}, 'API reference'),
    renderMarkdown(intro, 'src/index.ts', documents),
    ...section('Functions', byName.filter(isFunction)),
    ...section(
      'Types',
      byName.filter((one) => !isFunction(one)),
    ),
  ];
  return { markup: parts.map(({ markup }) => markup).join('\n') };
}

/** TypeScript in which every name of the package leads to its declaration. */
function withLinks(code: string, names: ReadonlySet<string>): readonly (string | Markup)[] {
  return code
    .split(/(\b[A-Za-z]\w*\b)/)
    .map((part) => (names.has(part) && /^[A-Z]/.test(part) ? element('a', { href: `#${part}` }, part) : part));
}
