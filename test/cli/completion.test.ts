import { describe, expect, test } from 'vitest';
import { inTurn, shell, unturned } from './command.ts';

/** What may follow these words. */
function following(...lines: readonly string[][]): readonly string[][] {
  return lines.map((words) =>
    unturned(['complete', '--', ...words])
      .stdout.split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => line.split('\t')[0] as string),
  );
}

describe('completion', () => {
  test('knows commands, options, their values, bundled specs and codes', () => {
    const [commands, options, values, specs, codes] = following(
      ['ch'],
      ['check', '--max-'],
      ['check', '--search', ''],
      ['check', 'token'],
      ['explain', 'S10'],
    );
    expect(commands).toEqual(['check']);
    expect(options).toEqual(['--max-states', '--max-depth', '--max-time', '--max-memory', '--max-call-time']);
    expect(values).toEqual(['bfs', 'dfs']);
    expect(specs).toEqual(['token-ring']);
    expect(codes).toContain('S104');
  });

  test.each(['bash', 'zsh', 'fish', 'powershell'])('has a script for %s', (name) => {
    const { status, stdout, stderr } = unturned(['completion', name]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('unturned');
  });

  test('the script for bash is one', () => {
    expect(shell('source <(unturned completion bash) && complete -p unturned').stdout).toContain('-F ');
  });

  test('another shell is refused', () => {
    const [ran] = inTurn([{ words: ['completion', 'tcl'] }]);
    expect({ status: ran?.status, code: ran?.stderr.split(' ')[1] }).toEqual({ status: 2, code: 'U105' });
  });
});
