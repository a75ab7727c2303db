import { describe, expect, test } from 'vitest';
import { folderWith, unturned } from './command.ts';
import { counter } from './counter.ts';

test('unturned alone prints help with three examples', () => {
  const { status, stdout, stderr } = unturned([]);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: unturned [options] [command]

    Explores every interleaving of a distributed algorithm, and draws the shortest
    run that breaks it.

    Options:
      -V, --version                    print the version
      -h, --help                       print this

    Commands:
      check [options] [spec...]        check every property of a spec in every
                                       reachable state
      sweep [options] <spec>           check a spec in many configurations, and find
                                       the least that breaks it
      fairness [options] <spec>        find the least fairness under which temporal
                                       properties hold
      list [options] [spec]            list the specs that come with the package, or
                                       what one spec has
      simulate [options] <spec>        draw runs of a configuration too large to be
                                       searched
      validate [options] <spec> <log>  say whether the log of a real system is a
                                       behaviour of a spec
      explore [options] [spec]         walk through a spec step by step in the
                                       browser
      replay [options] <trace>         make a recorded run again, with the spec as
                                       it is now
      export [options] <source>        write a run, or a state graph, for other
                                       programs
      init [folder]                    write a first spec, its test and a CI step
      explain [options] [code]         explain a code that a report begins with
      completion <shell>               print a script that completes commands in a
                                       shell
      help [command]                   print help on a command

    Examples:
      unturned check maekawa                           a spec that comes with the package; it deadlocks
      unturned check my-spec.ts --set processes=4      a spec of yours, for four processes
      unturned check ricart-agrawala --set tieBreak=false --keep-going
                                                       a planted bug, and all that it breaks
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('unturned check --help names every option', () => {
  const { status, stdout, stderr } = unturned(['check', '--help']);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: unturned check [options] [spec...]

    Checks every property of one or more specs in every reachable state.
    A spec is a file (.ts, .mts, .js, .mjs), or the bare name of one that comes with
    the package: see \`unturned list\`.

    Arguments:
      spec                       files, or names of bundled specs

    Spec:
      --set <name=value>         give a parameter a value; see \`unturned list
                                 <spec>\` (repeat) (default: those of the spec)
      --faults <name=n,...>      how often each fault may happen: crash, recovery,
                                 loss, duplication, reordering, partition, suspicion
                                 (repeat) (default: those of the spec)
      --property <name...>       judge only these properties
      --no-liveness              judge no properties of whole runs: less time and
                                 memory for large state spaces
      --ltl <formula>            judge this formula, such as "always (waiting(1)
                                 implies eventually held(1))" (repeat)
      --fairness <kind>          assume it of every action, in place of what the
                                 spec declares (choices: "weak", "strong", "none")

    Search:
      --search <order>           breadth first, for shortest runs, or depth first
                                 (choices: "bfs", "dfs", default: "bfs")
      --engine <name>            what explores; the reference is slow, and defines
                                 the meaning of a spec (choices: "default",
                                 "direct", "reference", default: "default")
      --workers <n>              threads for one search: 1, 2, or auto; what is said
                                 is the same (default: 1)
      --keep-going               go on after the first violation, until every
                                 property is settled
      --what-matters <time>      after a violation, look for so long which
                                 assumption would prevent it (default: 5s)
      --no-what-matters          do not look
      --paranoid                 hold every answer of the engine against the spec's
                                 functions

    Beyond memory:
      --approximate <kind>       take some states for others: bitstate=512m, or
                                 fingerprint, 64 bits a state; what is found is
                                 true, but nothing is said to hold
      --spill <folder>           when memory is full, go on on disk: slower, and
                                 exact
      --swarm <n>                so many approximate searches, each with other hash
                                 functions and orders
      --checkpoint <folder>      keep the search there, so that it can go on after
                                 whatever ends it
      --checkpoint-every <time>  how often (default: 60s; writing never takes more
                                 than a tenth)
      --resume <folder>          go on with the search that is kept there; its spec
                                 need not be named

    Limits (a search that one of them ends is inconclusive):
      --max-states <n>           distinct states, such as 500k or 50M
      --max-depth <n>            steps from an initial state
      --max-time <time>          such as 250ms, 90s, 10m or 2h
      --max-memory <size>        such as 512m or 8g (default: three quarters of the
                                 machine, or container)
      --max-call-time <time>     of one call of a function of the spec; one that
                                 takes longer is a mistake (default: 60s)

    Output:
      --reporter <kind>          pretty, dot, json, ndjson, junit, github or html;
                                 json=FILE writes a file (repeat) (default: pretty)
      --detail <level>           of runs: auto shortens long ones, full adds states,
                                 diff has every step (choices: "auto", "full",
                                 "diff", "none", default: "auto")
      --clocks <kind>            show logical clocks beside the steps (choices:
                                 "lamport", "vector")
      --lanes <name,...>         draw these processes alone, from left to right
      --no-diagram               do not draw runs
      --ascii                    draw with ASCII characters only
      --width <n>                columns (default: those of the terminal)
      --color                    colour even where it is not a terminal
      --no-color                 do not colour
      --stats                    show what the engine learned: why a spec is fast,
                                 or slow
      -q, --quiet                no progress, no warnings
      --traces <dir>             write a trace of each violation there, for
                                 \`unturned replay\` (default: ".unturned/traces")
      --no-traces                write none
      --save-test <dir>          write a vitest file there that replays each
                                 violation
      --watch                    check again when a spec changes, or what it
                                 imports, until ^C; not where CI is set
      -h, --help                 print this

    Settings (a flag wins over UNTURNED_MAX_STATES and the like, that over the file):
      --config <file>            a configuration (default: the nearest
                                 unturned.config.ts, upwards)
      --no-config                none, whatever there is

    Exit status: 0 every property holds, 1 one is violated, 2 the spec or the command is wrong,
    3 inconclusive, 70 an error in unturned itself, 130 interrupted.
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('a command that is not understood is refused with a suggestion', () => {
  const files = { 'counter.ts': counter };
  test.each([
    ['chek counter.ts', 'unknown command "chek"', 'Did you mean "check"?'],
    ['counter.ts', 'unknown command "counter.ts"', 'Did you mean "unturned check counter.ts"?'],
    ['maekawa', 'unknown command "maekawa"', 'Did you mean "unturned check maekawa"?'],
    ['check counter.ts --max-state 9', 'unknown option "--max-state"', 'Did you mean "--max-states"?'],
    ['check', 'missing required argument "spec"', 'See `unturned --help`, or --help after a command.'],
  ])('%s', (line, text, help) => {
    const { status, stdout, stderr } = unturned(line.split(' '), { cwd: folderWith(files) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      [
        '── U105 the command line is not understood ─────────────────────────────────────',
        '',
        `   ${text}`,
        '',
        `${`   ${help}`.padEnd(74)}exit 2`,
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['--max-states', 'many'],
    ['--max-states', '1.5'],
    ['--max-depth', '-1'],
    ['--max-time', '10'],
    ['--max-memory', '8 pints'],
    ['--width', '20'],
    ['--search', 'best'],
    ['--engine', 'steam'],
    ['--detail', 'some'],
    ['--reporter', 'xml'],
    ['--set', 'limit'],
  ])('%s %s', (...option) => {
    const words = ['check', 'counter.ts', option[0], option[1]];
    const { status, stdout, stderr } = unturned(words, { cwd: folderWith(files) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^── U105 the command line is not understood ─+\n\n/);
    expect(stderr.replace(/\s+/g, ' ')).toContain(` argument "${option[1]}" is invalid. `);
  });
});

describe('what does not exist is refused with a suggestion', () => {
  test.each([
    ['maekwa', 'U101'],
    ['cuonter.ts', 'U101'],
    ['nowhere/to/be/found.ts', 'U101'],
    ['.', 'U101'],
    ['counter.txt', 'U101'],
    ['counter.ts --set limti=2', 'U102'],
    ['counter.ts --set x=2', 'U102'],
    ['counter.ts --set limit=0', 'U103'],
    ['counter.ts --set limit=two', 'U103'],
    ['counter.ts --set stops=flase', 'U103'],
    ['counter.ts --property bouned', 'U104'],
    ['counter.ts --property everything', 'U104'],
    ['counter.ts --reporter pretty --reporter json', 'U105'],
    ['counter.ts --reporter json=nowhere/result.json', 'U105'],
  ])('unturned check %s: %s', (line, code) => {
    const cwd = folderWith({ 'counter.ts': counter, 'counter.txt': '' });
    const { status, stdout, stderr } = unturned(['check', ...line.split(' ')], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split(' ')[1]).toBe(code);
    expect(stderr.replaceAll(cwd, '<folder>')).toMatchSnapshot();
  });
});
