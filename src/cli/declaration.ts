import type { SourceLocation } from '../spec/source-location.ts';

type Place = Pick<SourceLocation, 'line' | 'column'>;

/**
 * Where in a spec's source the function that an error names is declared: `effect of request(1)` leads to `request` under
 * `rules` or `actions`, `property agreement` to `agreement` under `properties`, other words to themselves.
 */
export function locateDeclaration(source: string, where: string): Place | undefined {
  const name = where
    .replace(/\(.*\)$/, '')
    .split(' ')
    .at(-1) as string;
  const section = /^(?:guard|effect) of/.test(where) ? /\b(?:rules|actions)\b/ : /\bproperties\b/;
  const start = /\bof\b|^property /.test(where) ? (section.exec(source)?.index ?? 0) : 0;
  const index = find(source, name, start) ?? find(source, name, 0);
  if (index === undefined) return undefined;
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** A key at the start of a line, or else any key, or else a method or shorthand, of that name. */
function find(source: string, name: string, start: number): number | undefined {
  const key = `(['"]?)${name.replace(/[^\w ]/g, '\\$&')}\\1`;
  for (const form of [`(?<=^[ \\t]*)${key}\\s*:`, `(?<![\\w$.])${key}\\s*:`, `(?<![\\w$.])${key}\\s*[(,]`]) {
    const pattern = new RegExp(form, 'gm');
    pattern.lastIndex = start;
    const match = pattern.exec(source);
    if (match !== null) return match.index;
  }
  return undefined;
}

const impure = /\b(?:Math\.random|Date\.now|new Date|performance\.now|process\.hrtime|crypto\.\w+)\b/;

/** The first clock or random number within a declaration, which ends before the next line that is indented no further. */
export function locateImpurity(source: string, declared: Place): Place | undefined {
  const lines = source.split('\n');
  const depth = indentation(lines[declared.line - 1] ?? '');
  for (let line = declared.line; line <= lines.length; line++) {
    const text = lines[line - 1] as string;
    if (line > declared.line && text.trim() !== '' && indentation(text) <= depth) return undefined;
    const match = impure.exec(text);
    if (match !== null) return { line, column: match.index + 1 };
  }
  return undefined;
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
