import { expect, test } from 'vitest';
import { codeFrame } from '../../src/report/code-frame.ts';
import { pageOf } from '../../src/report/page.ts';
import { page } from './support/checked.ts';

const code = `export default spec({
  properties: ({ invariant }) => ({

    /** at most one process is inside */
    mutualExclusion: invariant(({ processes }) => processes.filter(({ phase }) => phase === 'held').length <= 1),
\tlast: invariant(() => true),
  }),
});
`;
const options = pageOf({ ...page, width: 80, source: (file) => (file === 'a.ts' ? code : undefined) });
const frame = (line: number, column: number, remarks: readonly string[], word?: string, width = 80) =>
  `\n${codeFrame({ file: 'a.ts', line, column }, remarks, { ...options, width }, word).join('\n')}\n`;

test('marks the word, and the remarks stand beside it', () => {
  expect(
    frame(5, 22, ['false in state 8:  p0.phase = held', 'p1.phase = held'], 'mutualExclusion'),
  ).toMatchInlineSnapshot(`
    "
       a.ts:5:22
       4 │   /** at most one process is inside */
       5 │   mutualExclusion: invariant(({ processes }) => processes.filter(({ phas…
         │   ^^^^^^^^^^^^^^^  false in state 8:  p0.phase = held   p1.phase = held
    "
  `);
});

test('marks the name at the column when there is no word, and says it below when there is no room', () => {
  const remarks = ['false in state 8:  p0.phase = held', 'p1.phase = held'];
  expect(frame(5, 22, remarks, undefined, 60)).toMatchInlineSnapshot(`
    "
       a.ts:5:22
       4 │   /** at most one process is inside */
       5 │   mutualExclusion: invariant(({ processes }) => proc…
         │                    ^^^^^^^^^
         │   false in state 8:  p0.phase = held
         │   p1.phase = held
    "
  `);
});

test('tabs and the first line', () => {
  expect(frame(6, 2, ['never'], 'last')).toMatchInlineSnapshot(`
    "
       a.ts:6:2
       5 │     mutualExclusion: invariant(({ processes }) => processes.filter(({ ph…
       6 │   last: invariant(() => true),
         │   ^^^^  never
    "
  `);
  expect(frame(1, 16, ['never'])).toMatchInlineSnapshot(`
    "
       a.ts:1:16
       1 │   export default spec({
         │                  ^^^^  never
    "
  `);
});

test('breaks a long remark between words', () => {
  const remark = 'it returned nothing where true or false is needed, which is most often a return that is missing';
  expect(frame(1, 16, [remark])).toMatchInlineSnapshot(`
    "
       a.ts:1:16
       1 │   export default spec({
         │                  ^^^^  it returned nothing where true or false is needed,
         │                        which is most often a return that is missing
    "
  `);
});

test('without the text of the file, or without that line, the place alone', () => {
  expect(codeFrame({ file: 'b.ts', line: 1, column: 1 }, ['never'], options)).toEqual(['   b.ts:1:1', '   never']);
  expect(codeFrame({ file: 'a.ts', line: 99, column: 1 }, ['never'], options)).toEqual(['   a.ts:99:1', '   never']);
});
