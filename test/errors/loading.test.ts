import { describe, expect, test } from 'vitest';
import { badSpec, checkText } from './bad-spec.ts';

describe('S101: the spec does not load', () => {
  test('a TypeScript file that does not compile', () => {
    const { status, stdout, stderr } = checkText('export default {\n  name: 1,,\n};\n');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         bad.ts:2:11
         1 │   export default {
         2 │     name: 1,,
           │             ^  Expected identifier but found ","

         Nothing is checked until the file can be read.                         exit 2
      "
    `);
  });

  test('a JavaScript file that does not compile', () => {
    const { status, stdout, stderr } = checkText('export default {\n  name: 1,,\n};\n', 'bad.mjs');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         bad.mjs:2:11
         1 │   export default {
         2 │     name: 1,,
           │             ^  Unexpected token ','

         Nothing is checked until the file can be read.                         exit 2
      "
    `);
  });

  test('an import of a file that does not exist', () => {
    const { status, stdout, stderr } = checkText(`import { x } from './nowhere.ts';\n\nexport default x;\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         bad.ts:1:20
         1 │   import { x } from './nowhere.ts';
           │                      ^  it imports "./nowhere.ts", which does not exist

         Is the path right? It is relative to the importing file, and needs its
         ending.                                                                exit 2
      "
    `);
  });

  test('an import of a package that does not exist', () => {
    const { status, stdout, stderr } = checkText(`import { x } from 'no-such-package';\n\nexport default x;\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         bad.ts:1:20
         1 │   import { x } from 'no-such-package';
           │                      ^^  it imports "no-such-package", which does not
           │                          exist

         Is the package installed where this file lies?                         exit 2
      "
    `);
  });

  test('an import of a name that the library does not have', () => {
    const { status, stdout, stderr } = checkText(
      `import { spec, process } from 'unturned';\n\nexport default spec(process);\n`,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         bad.ts:1:16
         1 │   import { spec, process } from 'unturned';
           │                  ^^^^^^^  The requested module 'unturned' does not
           │                           provide an export named 'process'

         Nothing is checked until the file can be read.                         exit 2
      "
    `);
  });

  test('a mistake at the top level', () => {
    const { status, stdout, stderr } = checkText(
      `const table: Record<string, number[]> = {};\n\nexport default table.missing.length;\n`,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         in its top level
         bad.ts:3:30
         3 │   export default table.missing.length;
           │                                ^^^^^^  Cannot read properties of
           │                                        undefined (reading 'length')

         The file was read, but running it failed before it could export a spec.
                                                                                exit 2
      "
    `);
  });

  test('something else than an error thrown at the top level', () => {
    const { status, stdout, stderr } = checkText(`throw 'a tantrum';\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         in its top level
         bad.ts:1:1
         1 │   throw 'a tantrum';
           │   ^^^^^  a tantrum

         The file was read, but running it failed before it could export a spec.
                                                                                exit 2
      "
    `);
  });

  test('a top level that never ends', () => {
    const { status, stdout, stderr } = checkText('await new Promise(() => {});\n');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S101 the spec does not load ─────────────────────────────────────────────────

         in its top level
         bad.ts:1:1
         1 │   await new Promise(() => {});
           │   ^^^^^  its top level waits for something that never happens

         The file was read, but running it failed before it could export a spec.
                                                                                exit 2
      "
    `);
  });
});

describe('S102: the file does not export a spec', () => {
  test('no export', () => {
    const { status, stdout, stderr } = checkText('const one = 1;\n');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S102 the file does not export a spec ────────────────────────────────────────

         bad.ts:1:1
         1 │   const one = 1;
           │   ^^^^^  the file has no default export

         End the file with \`export default processes({ ... })\` or \`export default
         spec({ ... })\`.                                                        exit 2
      "
    `);
  });

  test('a default export of another kind', () => {
    const { status, stdout, stderr } = checkText(`const name = 'plain';\n\nexport default { name };\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S102 the file does not export a spec ────────────────────────────────────────

         bad.ts:3:1
         3 │   export default { name };
           │   ^^^^^^  the default export is a plain object, not a spec

         End the file with \`export default processes({ ... })\` or \`export default
         spec({ ... })\`.                                                        exit 2
      "
    `);
  });

  test('a spec under another name', () => {
    const { status, stdout, stderr } = checkText(badSpec({}).replace('export default', 'export const counter ='));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "── S102 the file does not export a spec ────────────────────────────────────────

         bad.ts:1:1
         1 │   import { spec } from 'unturned';
           │   ^^^^^^  the file has no default export

         It exports a spec as "counter": make that its default export.          exit 2
      "
    `);
  });
});
