/* Two-phase commit for Spin: spin -a -DN=3 -DNN=9 two-phase-commit.pml
 * Process 0 coordinates; channels keep the order. An action is one d_step, thus one transition.
 */
#define working   0
#define prepared  1
#define committed 2
#define aborted   3

#define PREPARE 1
#define YES     2
#define NO      3
#define COMMIT  4
#define ABORT   5

hidden byte m;
hidden byte x;

chan c[NN] = [2] of { byte };  /* c[i * N + j]: from i to j; NN is N * N */

inline toAll(message) {
  x = 1;
  do
  :: x < N -> c[x]!message; x++
  :: else -> break
  od;
  x = 0
}

inline receive(j) {
  if
  :: m == PREPARE -> if :: phase == working -> phase = prepared; c[_pid * N]!YES :: else fi
  :: m == YES && phase == working ->
     yes = yes | (1 << j);
     if :: yes == (1 << N) - 2 -> phase = committed; toAll(COMMIT) :: else fi
  :: m == NO && phase == working -> phase = aborted; toAll(ABORT)
  :: m == COMMIT && phase < committed -> phase = committed
  :: m == ABORT && phase < committed -> phase = aborted
  :: else
  fi;
  m = 0
}

active [N] proctype Process() {
  byte phase = working;
  byte yes;
  bool asked;

end:
  do
  :: d_step { _pid == 0 && !asked -> asked = true; toAll(PREPARE) }
  :: d_step { _pid > 0 && phase == working -> phase = aborted; c[_pid * N]!NO }
  :: d_step { c[0 * N + _pid]?m -> receive(0) }
  :: d_step { c[1 * N + _pid]?m -> receive(1) }
  :: d_step { c[2 * N + _pid]?m -> receive(2) }
#if N > 3
  :: d_step { c[3 * N + _pid]?m -> receive(3) }
#endif
  od
}
