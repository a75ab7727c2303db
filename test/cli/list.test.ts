import { expect, test } from 'vitest';
import { folderWith, unturned } from './command.ts';
import { counter } from './counter.ts';

test('unturned list has every bundled spec', () => {
  const { status, stdout, stderr } = unturned(['list']);
  expect(stdout).toMatchInlineSnapshot(`
    " agreement
       flooding-consensus    consensus by telling all values to all, in f + 1 rounds
                             or until nothing changes
       paxos                 consensus by ballots that a majority takes part in
       two-phase-commit      atomic commitment by a coordinator that asks for votes

     election
       bully                 election of the largest process that is up, by asking
                             all larger ones
       chang-roberts         election of the largest identifier on a one-way ring
       dolev-klawe-rodeh     election of the largest identifier on a one-way ring,
                             in rounds that halve the number of candidates
       hirschberg-sinclair   election of the largest identifier on a two-way ring,
                             by questions that reach twice as far each time
       itai-rodeh            election of a leader on a one-way ring without
                             identifiers, by drawing numbers
       le-lann               election of the largest identifier on a one-way ring,
                             on which every identifier goes round

     multicast
       basic                 multicast without order: send to everybody, deliver
                             what arrives
       causal-total          multicast in one order for all that is also causal,
                             over causal multicast
       causal                multicast in causal order, by vector clocks and a
                             hold-back queue
       fifo-total            multicast in one order for all that is also that of
                             each sender
       fifo                  multicast in the order of each sender, by sequence
                             numbers and a hold-back queue
       reliable              reliable multicast, by forwarding what is received for
                             the first time
       total-isis            multicast in one order for all, by proposed and agreed
                             numbers
       total-lamport         multicast in one order for all, by timestamps and
                             acknowledgements
       total-sequencer       multicast in one order for all, by the numbers of a
                             sequencer
       uniform-reliable      uniform reliable multicast, by the acknowledgements of
                             all that are up, or of a majority

     mutual-exclusion
       central-server        mutual exclusion by the token of a server that
                             everybody asks
       dijkstra              mutual exclusion in shared memory: the first solution,
                             with a turn that is taken over
       lamport-bakery        mutual exclusion in shared memory: the smallest number
                             is served first
       lamport               mutual exclusion by timestamped requests in a queue
                             that every process keeps
       maekawa-sanders       mutual exclusion by the votes of a quorum, which can be
                             taken back
       maekawa               mutual exclusion by the votes of a quorum; the basic
                             algorithm, which deadlocks
       peterson              mutual exclusion in shared memory: the last to come to
                             a level waits
       raymond               mutual exclusion by a privilege that travels along the
                             edges of a tree
       ricart-agrawala       mutual exclusion by timestamped requests and deferred
                             answers
       suzuki-kasami         mutual exclusion by a token that is asked for by
                             broadcast and carries a queue
       token-ring            mutual exclusion by a token that travels round a ring

     unturned list <spec>    parameters, properties and planted bugs of one of them
     unturned check <spec>   checks it
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('unturned list <spec> has all that can be asked of it', () => {
  const { status, stdout, stderr } = unturned(['list', 'counter.ts'], { cwd: folderWith({ 'counter.ts': counter }) });
  expect(stdout).toMatchInlineSnapshot(`
    " counter   counts to a limit
     counter.ts
     Anon., "On counting", 1900

     parameters
       limit=3   where it ends; an integer from 1 to 1000000

     planted bugs
       stops=false   drops: it stops at the limit; caught by bounded

     properties
       bounded   always      the count is within the limit
       ends      deadlock    it ends at the limit
       moves     reachable   it counts at all

     actions
       increment
    "
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('unturned list <spec> says what is wrong with a spec', () => {
  const { status, stdout, stderr } = unturned(['list', 'broken.ts'], {
    cwd: folderWith({ 'broken.ts': 'export {};\n' }),
  });
  expect(stderr).toMatchInlineSnapshot(`
    "── S102 the file does not export a spec ────────────────────────────────────────

       broken.ts:1:1
       1 │   export {};
         │   ^^^^^^  the file has no default export

       End the file with \`export default processes({ ... })\` or \`export default
       spec({ ... })\`.                                                        exit 2
    "
  `);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
