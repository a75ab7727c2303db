import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { folderWith, shell, timeless } from './command.ts';
import { endless } from './counter.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;
const quiet = endless.replace("console.error('ready');", '');
/** Runs for a second, longer than it takes until progress is drawn. */
const command = 'unturned check endless.ts --max-time 1s';

/** What a terminal of 100 columns is sent by a line of shell. */
function onTerminal(line: string, env: Record<string, string> = {}): string {
  const cwd = folderWith({ 'endless.ts': quiet });
  const typed = `export -f unturned; script -qec 'stty cols 100; ${line}' /dev/null < /dev/null`;
  return shell(typed, { cwd, env: { TERM: 'xterm-256color', SHELL: '/bin/bash', ...env } }).stdout.replaceAll(
    '\r\n',
    '\n',
  );
}

/** What is left on the screen, without colours: the lines that progress has drawn were removed again. */
function screen(sent: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is told by
  const [plain, drawn] = [sent.replace(/\u001b\[\d+m/g, ''), /(?:[^\n]*\n){2}\u001b\[2A\u001b\[1G\u001b\[0J/g];
  return plain.replace(drawn, '');
}

/** The report on the endless spec, without the counts that depend on the machine, and the line breaks that depend on them. */
function countless(report: string): string {
  return timeless(report)
    .replace(/\d{1,3}(?: \d{3})+/g, '<n>')
    .replace(/(?:INCOMPLETE|growing)[\s\S]*?(?:expand|infinite)/g, (lines) => lines.replace(/\s*\n\s*/g, ' '));
}

describe.skipIf(!hasScript)('on a terminal', () => {
  test('progress is drawn while the search runs, and then removed', () => {
    const sent = onTerminal(command);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is told by
    const first = /^[^\n]*\n[^\n]*\n/.exec(sent.replace(/\u001b\[\d+m/g, ''))?.[0];
    expect(first?.replace(/[\d.]+( [kM])?(?=\D)/g, '#')).toMatch(
      /^ ⠋ checking endless {4}depth # · #s · \^C stops and keeps results\n {3}# states {2}#\/s [▁-█]+ {2}queue # [▲▼] {2}seen before # % {2}mem # of # GB\n$/,
    );
    expect(countless(screen(sent))).toMatchInlineSnapshot(`
      " unturned 0.1.0   endless.ts › endless
       bfs · exact

       ? positive   always     not refuted in the <n> states seen before the search stopped

       <n> states · <n> transitions · depth <n> · search stopped by --max-time   <time> · <memory>
       actions   increment <n> · none unused
       ends      none in the states expanded
       exact: every state stored in full

       INCOMPLETE   for this configuration: stopped by --max-time at depth <n>, 1 state left to expand
       growing      count keeps growing, 0 to <n> on the way to the deepest state: the state space may be infinite
       next         a higher --max-time, or a bound on it in the guards of the spec
      "
    `);
  });

  test('it is coloured, but not if NO_COLOR is set', () => {
    expect(onTerminal(command)).toContain('\u001b[33mINCOMPLETE');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours are made of
    expect(onTerminal(command, { NO_COLOR: '1' })).not.toMatch(/\u001b\[\d+m/);
  });

  test.each([
    ['a terminal that cannot redraw', { TERM: 'dumb' }],
    ['a build server', { CI: 'true', NO_COLOR: '1' }],
  ])('on %s nothing is redrawn', (_, env) => {
    expect(onTerminal(command, env)).not.toContain('\u001b');
  });

  test('nothing is drawn with --quiet', () => {
    const sent = onTerminal(`${command} --quiet --no-color`);
    expect(sent).not.toContain('\u001b');
  });
});
