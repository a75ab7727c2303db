/* Ricart-Agrawala for Spin: spin -a -DN=4 -DNN=16 -DK=1 ricart-agrawala.pml
 * An action is one d_step, thus one transition; sets are bit masks; what does not belong to the state is hidden.
 * A message is a byte: 0 says OK, t > 0 is a request of time t. A channel never holds more than two: a process asks
 * again only after it was answered, and owes no more than one answer to each.
 * -DBREADTH: for breadth-first search, which cannot have hidden variables.
 */
#define released 0
#define wanted   1
#define held     2

#define ME       (1 << _pid)
#define ALL      ((1 << N) - 1)

#ifdef BREADTH
#define scratch byte
#else
#define scratch hidden byte
#endif

scratch m;
scratch x;

byte inside;  /* how many processes are held: no new state for it */

chan c[NN] = [2] of { byte };  /* c[i * N + j]: from i to j; NN is N * N */

inline toEach(set, message) {
  x = 0;
  do
  :: x < N -> if :: (set) & (1 << x) -> c[_pid * N + x]!message :: else fi; x++
  :: else -> break
  od;
  x = 0
}

inline receive(j) {
  if
  :: m == 0 -> acks = acks | (1 << j)
  :: else ->
     clock = (clock < m -> m : clock) + 1;
     if
     :: pc == held || (pc == wanted && (ts < m || (ts == m && _pid < j))) -> deferred = deferred | (1 << j)
     :: else -> c[_pid * N + j]!0
     fi
  fi;
  m = 0
}

active [N] proctype P() {
  unsigned pc : 2 = released;
  unsigned left : 3 = K;
  unsigned acks : N;
  unsigned deferred : N;
  byte clock;
  byte ts;

end:
  do
  :: d_step { pc == released && left > 0 ->
       clock++; ts = clock; pc = wanted; acks = 0; left--;
       toEach(ALL & ~ME, ts)
     }
  :: d_step { c[0 * N + _pid]?m -> receive(0) }
  :: d_step { c[1 * N + _pid]?m -> receive(1) }
  :: d_step { c[2 * N + _pid]?m -> receive(2) }
#if N > 3
  :: d_step { c[3 * N + _pid]?m -> receive(3) }
#endif
  :: d_step { pc == wanted && acks == (ALL & ~ME) ->
       pc = held;
       assert(inside == 0);
       inside++
     }
  :: d_step { pc == held ->
       toEach(deferred, 0);
       pc = released; ts = 0; acks = 0; deferred = 0; inside--
     }
  od
}
