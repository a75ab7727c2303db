import { runOf } from 'unturned/vitest';
import { expect, test } from 'vitest';

// A run of maekawa that violated deadlockFree: p0 waits for p1, p1 for p2 and p2 for p0
// It passes once the run cannot happen any more, as a step of it is not enabled, or once it can and the property holds.
// It fails while the run violates the property, and where the spec no longer has an action that it names.
test('maekawa: this run of 12 steps does not violate deadlockFree', async () => {
  const run = runOf('maekawa', {
    params: {
      processes: 3,
      requests: 1,
      competitors: 0,
      quorums: 'auto',
      channels: 'fifo',
      oneVote: true,
      awaitAll: true,
      passVoteOn: true,
    },
    steps: [
      'request(2)', // 1  p2 request  p2.phase released → wanted · p2.requestsLeft 1 → 0
      'receive(2 <- 2)', // 2  p2 receives m2 request  p2.votedFor none → 2
      'request(0)', // 3  p0 request  p0.phase released → wanted · p0.requestsLeft 1 → 0
      'receive(0 <- 0)', // 4  p0 receives m4 request  p0.votedFor none → 0
      'receive(0 <- 0)', // 5  p0 receives m6 vote  p0.votes += 0
      'receive(0 <- 2)', // 6  p0 receives m1 request  p0.queue += 2
      'request(1)', // 7  p1 request  p1.phase released → wanted · p1.requestsLeft 1 → 0
      'receive(1 <- 1)', // 8  p1 receives m7 request  p1.votedFor none → 1
      'receive(1 <- 0)', // 9  p1 receives m5 request  p1.queue += 0
      'receive(1 <- 1)', // 10  p1 receives m9 vote  p1.votes += 1
      'receive(2 <- 1)', // 11  p2 receives m8 request  p2.queue += 1
      'receive(2 <- 2)', // 12  p2 receives m3 vote  p2.votes += 2
    ],
  });
  await expect(run).not.toViolate('deadlockFree');
});
