/* Reliable multicast for Spin: spin -a -DCRASHES=1 reliable.pml
 * Process 0 multicasts one message; who receives it for the first time forwards it. Copies leave one by one, in the order
 * of their receivers, and a process can crash between two. An action is one d_step, thus one transition. A channel never
 * holds more than one copy.
 * -DFORWARDED: a process delivers when a last copy, to itself, has arrived; without it, when it receives for the first time.
 */
#define N 3

#ifdef FORWARDED
#define RECEIVERS N
#else
#define RECEIVERS (N - 1)
#endif

bool channel[9];  /* [i * N + j]: a copy is on its way from i to j */
byte crashes = CRASHES;

/* The copies that are left are those to the last receivers; the last of all is the process itself. */
#define sentSoFar (RECEIVERS - left)
#define receiver  (sentSoFar == N - 1 -> _pid : (sentSoFar < _pid -> sentSoFar : sentSoFar + 1))

#define RECEIVE(j) \
  :: d_step { isUp && left == 0 && channel[j * N + _pid] -> \
       channel[j * N + _pid] = false; \
       if :: j == _pid -> isDelivered = true :: else fi; \
       if :: !isReceived -> isReceived = true; left = RECEIVERS :: else fi }

active [N] proctype Process() {
  bool isUp = true;
  bool isReceived;
  bool isDelivered;
  byte left;

end:
  do
  :: d_step { isUp && left == 0 && _pid == 0 && !isReceived -> isReceived = true; left = RECEIVERS }
  :: d_step { left > 0 -> channel[_pid * N + receiver] = true; left-- }
  :: d_step { isUp && crashes > 0 -> isUp = false; left = 0; crashes-- }
  RECEIVE(0)
  RECEIVE(1)
  RECEIVE(2)
  od
}
