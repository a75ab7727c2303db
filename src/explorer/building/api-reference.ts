import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import {
  isClassDeclaration,
  isConstructorDeclaration,
  isExportDeclaration,
  isFunctionDeclaration,
  isInterfaceDeclaration,
  isMethodDeclaration,
  isNamedExports,
  isStringLiteral,
  isTypeAliasDeclaration,
  isVariableStatement,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** Something that the package exports, as it is declared. */
export interface Exported {
  readonly name: string;
  /** The folder of `src` that it comes from. */
  readonly room: string;
  /** From the root of the repository. */
  readonly file: string;
  /** TypeScript, without bodies. */
  readonly declaration: string;
  /** Its docstring, without stars. */
  readonly text: string;
}

/** What a module exports, in the order in which it does, read by the compiler that builds the package. */
export function exportedBy(root: string, entry: string): readonly Exported[] {
  const api = new API({ cwd: root });
  try {
    const config = join(root, 'src/tsconfig.json');
    const program = api.updateSnapshot({ openProjects: [config] }).getProject(config)?.program;
    const parse = (file: string): SourceFile => {
      const source = program?.getSourceFile(join(root, file));
      if (source === undefined) throw new Error(`${file} is no part of ${config}`);
      return source;
    };
    return reExports(parse(entry), entry).map(({ name, file }) => declaration(root, file, name, parse));
  } finally {
    api.close();
  }
}

interface ReExport {
  readonly name: string;
  readonly file: string;
}

/** What a module passes on from others. */
function reExports({ statements }: SourceFile, path: string): readonly ReExport[] {
  return statements.flatMap((statement) => {
    if (!isExportDeclaration(statement)) return [];
    const { moduleSpecifier, exportClause } = statement;
    if (moduleSpecifier === undefined || !isStringLiteral(moduleSpecifier)) return [];
    if (exportClause === undefined || !isNamedExports(exportClause)) return [];
    const file = join(dirname(path), moduleSpecifier.text);
    return exportClause.elements.map(({ name }) => ({ name: name.text, file }));
  });
}

/** A declaration in a file, or in the one that the file has it from. */
function declaration(root: string, file: string, name: string, parse: (file: string) => SourceFile): Exported {
  const source = parse(file);
  const node = source.statements.find((statement) => declares(statement, name));
  if (node === undefined) {
    const from = reExports(source, file).find((one) => one.name === name);
    if (from === undefined) throw new Error(`${file} does not declare ${name}`);
    return declaration(root, from.file, name, parse);
  }
  const text = readFileSync(join(root, file), 'utf8');
  const lead = text.slice(node.pos, node.end);
  const comment = /\/\*\*[\s\S]*?\*\/(?=\s*(?:\/\/.*\s*)?export)/.exec(lead)?.[0] ?? '';
  return {
    name,
    file,
    room: file.split('/').length > 2 ? (file.split('/')[1] as string) : 'src',
    declaration: declarationOf(node, text),
    text: proseOf(comment),
  };
}

function declares(statement: Node, name: string): boolean {
  if (
    isFunctionDeclaration(statement) ||
    isInterfaceDeclaration(statement) ||
    isTypeAliasDeclaration(statement) ||
    isClassDeclaration(statement)
  )
    return statement.name?.text === name;
  return (
    isVariableStatement(statement) &&
    statement.declarationList.declarations.some((one) => 'text' in one.name && one.name.text === name)
  );
}

function declarationOf(node: Node, text: string): string {
  const start = text.slice(node.pos, node.end).search(/^export /m) + node.pos;
  let written = '';
  let from = start;
  for (const body of bodiesOf(node)) {
    written += `${text.slice(from, body.pos)};`;
    from = body.end;
  }
  written += text.slice(from, node.end);
  return written.trim().replace(/^ *\/\/ biome-ignore.*\n/gm, '');
}

/** What a function does, and the methods of a class, which is not for those who call them. */
function bodiesOf(node: Node): readonly Node[] {
  if (isFunctionDeclaration(node)) return node.body === undefined ? [] : [node.body];
  if (!isClassDeclaration(node)) return [];
  return node.members.flatMap((member) =>
    (isConstructorDeclaration(member) || isMethodDeclaration(member)) && member.body !== undefined ? [member.body] : [],
  );
}

/** A docstring without its marks; what it says of errors is a paragraph. */
function proseOf(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^ ?\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim()
    .replace(/^@throws /gm, '\n**Throws** ');
}
