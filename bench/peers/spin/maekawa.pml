/* Maekawa for Spin: spin -a -DN=4 -DNN=16 -DK=1 maekawa.pml
 * An action is one d_step, thus one transition; sets are bit masks; what does not belong to the state is hidden.
 * A channel never holds more than one message of each kind.
 * -DBREADTH: for breadth-first search, which cannot have hidden variables.
 */
#define released 0
#define wanted   1
#define held     2

#define REQUEST  1
#define VOTE     2
#define RELEASE  3

#define NONE     N

#if N == 3
#define QUORUM   ((1 << _pid) | (1 << ((_pid + 1) % 3)))
#else
#define QUORUM   (15 & ~(1 << (3 - _pid)))  /* row and column of the square 0 1 / 2 3 */
#endif

#ifdef BREADTH
#define scratch byte
#else
#define scratch hidden byte
#endif

scratch m;
scratch x;

byte inside;  /* how many processes are held: no new state for it */

chan c[NN] = [3] of { byte };  /* c[i * N + j]: from i to j; NN is N * N */
chan queue[N] = [N] of { byte };

inline toQuorum(message) {
  x = 0;
  do
  :: x < N -> if :: QUORUM & (1 << x) -> c[_pid * N + x]!message :: else fi; x++
  :: else -> break
  od;
  x = 0
}

inline receive(j) {
  if
  :: m == REQUEST ->
     if
     :: votedFor == NONE -> votedFor = j; c[_pid * N + j]!VOTE
     :: else -> queue[_pid]!j
     fi
  :: m == VOTE -> votes = votes | (1 << j)
  :: else ->
     if
     :: len(queue[_pid]) == 0 -> votedFor = NONE
     :: else -> queue[_pid]?m; votedFor = m; c[_pid * N + m]!VOTE
     fi
  fi;
  m = 0
}

active [N] proctype P() {
  unsigned pc : 2 = released;
  unsigned left : 3 = K;
  unsigned votedFor : 3 = NONE;
  unsigned votes : N;

end:
  do
  :: d_step { pc == released && left > 0 ->
       pc = wanted; votes = 0; left--;
       toQuorum(REQUEST)
     }
  :: d_step { c[0 * N + _pid]?m -> receive(0) }
  :: d_step { c[1 * N + _pid]?m -> receive(1) }
  :: d_step { c[2 * N + _pid]?m -> receive(2) }
#if N > 3
  :: d_step { c[3 * N + _pid]?m -> receive(3) }
#endif
  :: d_step { pc == wanted && votes == QUORUM ->
       pc = held;
       assert(inside == 0);
       inside++
     }
  :: d_step { pc == held ->
       pc = released; votes = 0; inside--;
       toQuorum(RELEASE)
     }
  od
}
