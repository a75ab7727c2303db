/* Single-decree Paxos for Spin: spin -a -DN=3 -DP=2 paxos.pml
 * Each of the first P processes leads one ballot, with its own value; an action is one d_step, thus one transition.
 * Channels are unordered and never hold two equal messages, so that a message in flight is a bit; a promise is in flight
 * as 1 + 3 * (ballot accepted) + (value accepted).
 */
#define idle      0
#define preparing 1
#define accepting 2
#define done      3

hidden byte m;
hidden byte x;

bool prepare[NP];   /* [i * N + j]: from proposer i to j; NP is N * P */
byte promise[NP];   /* [i * N + j]: from j to proposer i */
bool accept[NP];
bool accepted[NP];
byte choice[P];

inline askToPrepare() {
  x = 0;
  do
  :: x < N -> prepare[_pid * N + x] = true; x++
  :: else -> break
  od;
  x = 0
}

inline askToAccept() {
  x = 0;
  do
  :: x < N -> accept[_pid * N + x] = true; x++
  :: else -> break
  od;
  x = 0
}

#define isQuorum(set) (2 * (((set) & 1) + (((set) >> 1) & 1) + (((set) >> 2) & 1)) > N)

/* What a proposer and an acceptor do with a message of the other. */
#define PROPOSER(j) \
  :: d_step { _pid < P && promise[_pid * N + j] > 0 -> \
       m = promise[_pid * N + j] - 1; promise[_pid * N + j] = 0; \
       if \
       :: phase == preparing -> \
          answers = answers | (1 << j); \
          if :: m / 3 > best -> best = m / 3; choice[_pid] = m % 3 :: else fi; \
          if :: isQuorum(answers) -> phase = accepting; answers = 0; askToAccept() :: else fi \
       :: else \
       fi; \
       m = 0 } \
  :: d_step { _pid < P && accepted[_pid * N + j] -> \
       accepted[_pid * N + j] = false; \
       if \
       :: phase == accepting -> \
          answers = answers | (1 << j); \
          if :: isQuorum(answers) -> phase = done; answers = 0 :: else fi \
       :: else \
       fi }

#define ACCEPTOR(i) \
  :: d_step { prepare[i * N + _pid] -> \
       prepare[i * N + _pid] = false; \
       if :: i + 1 > promised -> promised = i + 1; promise[i * N + _pid] = 1 + 3 * ballot + value :: else fi } \
  :: d_step { accept[i * N + _pid] -> \
       accept[i * N + _pid] = false; \
       if \
       :: i + 1 >= promised -> promised = i + 1; ballot = i + 1; value = choice[i]; accepted[i * N + _pid] = true \
       :: else \
       fi }

active [N] proctype Process() {
  byte promised;
  byte ballot;
  byte value;
  byte phase = idle;
  byte answers;
  byte best;

end:
  do
  :: d_step { _pid < P && phase == idle -> phase = preparing; choice[_pid] = _pid + 1; askToPrepare() }
  PROPOSER(0)
  PROPOSER(1)
#if N > 2
  PROPOSER(2)
#endif
  ACCEPTOR(0)
#if P > 1
  ACCEPTOR(1)
#endif
  od
}
