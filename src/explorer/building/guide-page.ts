import { posix } from 'node:path';
import { Marked } from 'marked';
import { element, type Markup, raw } from '../../report/markup.ts';
import { palette, spaceTimeRules } from '../../report/space-time-style.ts';

/** A page of the site. */
export interface GuidePage {
  /** In the folder of the guide: `tutorial.html`. */
  readonly file: string;
  readonly title: string;
  readonly body: Markup;
}

/** Where each document of the repository is on the site: `src/guide/specs.md` is `specs.html`. */
export type SiteFiles = ReadonlyMap<string, string>;

/** A document as markup. Links to other documents lead to their pages; those to files that are not on the site are only named. */
export function renderMarkdown(markdown: string, path: string, files: SiteFiles): Markup {
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const content = this.parser.parseInline(tokens);
        const target = targetOf(href, path, files);
        return target === undefined ? content : element('a', { href: target }, raw(content)).markup;
      },
      table(token) {
        const cells = (row: typeof token.header, tag: string): string =>
          row
            .map(
              ({ tokens, align }) =>
                `<${tag}${align === null ? '' : ` class="${align}"`}>${this.parser.parseInline(tokens)}</${tag}>`,
            )
            .join('');
        const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        return `<div class="table" tabindex="0"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
      },
      code({ text }) {
        return `<pre tabindex="0"><code>${element('x', {}, text).markup.slice(3, -4)}</code></pre>\n`;
      },
    },
  });
  return raw(marked.parse(markdown, { async: false }));
}

function targetOf(href: string, path: string, files: SiteFiles): string | undefined {
  if (/^https?:/.test(href) || href.startsWith('#')) return href;
  const [target = '', fragment] = href.split('#');
  const file = files.get(posix.join(posix.dirname(path), target));
  return file === undefined || fragment === undefined ? file : `${file}#${fragment}`;
}

/** What the address of a heading ends with. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A page as HTML, with the list of all pages beside it. */
export function guideHtml(page: GuidePage, pages: readonly GuidePage[]): string {
  const links = pages.map(({ file, title }) =>
    element('li', {}, element('a', { href: file, ...(file === page.file && { 'aria-current': 'page' }) }, title)),
  );
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('link', { rel: 'icon', href: 'data:,' }),
    element('title', {}, page.title === 'unturned' ? page.title : `${page.title} · unturned`),
    element('style', {}, raw(palette + spaceTimeRules + rules)),
  ];
  const nav = element(
    'nav',
    { 'aria-label': 'pages' },
    element('ul', {}, element('li', {}, element('a', { href: '../index.html' }, 'Explorer')), ...links),
  );
  return `<!doctype html>\n${element('html', { lang: 'en' }, element('head', {}, ...head), element('body', {}, nav, element('main', {}, page.body))).markup}\n`;
}

const rules = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
nav { padding: 1.5rem 1rem; border-right: 1px solid var(--faint); } nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 1.5rem; }
nav a { display: block; padding: .2rem .5rem; text-decoration: none; } nav [aria-current] { font-weight: 700; background: var(--ground); }
main { padding: 1.5rem 2rem 4rem; max-width: 62rem; } h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; padding-top: .5rem; border-top: 1px solid var(--faint); } a { color: var(--accent); }
code, pre { font: 13px/1.45 ui-monospace, Menlo, 'DejaVu Sans Mono', Consolas, monospace; } code { background: var(--ground); padding: .1em .25em; }
pre { background: var(--ground); padding: .8rem 1rem; overflow: auto; } pre code { padding: 0; background: none; }
.table, .drawing { overflow: auto; } table { border-collapse: collapse; font-size: 14px; } th, td { border: 1px solid var(--faint); padding: .3rem .6rem; text-align: left; vertical-align: top; }
.right { text-align: right; } figure { margin: 1rem 0; } figcaption { color: var(--dim); font-size: 14px; }
@media (max-width: 60rem) { body { display: block; } nav { border: 0; } nav ul { position: static; columns: 2; } main { padding: 1rem; } }
`;
