-- Maekawa for Rumur. N and K are replaced before use. An action is one rule, so the rules fired are the transitions.
-- A channel has three cells, for it never holds more than one message of each kind; empty cells of channels and queues
-- are undefined, and the messages or candidates lie in the first cells.

const
  N: 3;
  K: 1;

type
  proc: 0 .. N - 1;
  phase: enum { released, wanted, held };
  message: enum { REQUEST, VOTE, RELEASE };
  set: array [proc] of boolean;
  chan: array [0 .. 2] of message;
  fifo: array [proc] of proc;

var
  pc: array [proc] of phase;
  left: array [proc] of 0 .. K;
  votes: array [proc] of set;
  votedFor: array [proc] of proc; -- undefined: none
  queue: array [proc] of fifo;
  c: array [proc] of array [proc] of chan; -- c[i][j]: from i to j

function inQuorum(i: proc; j: proc): boolean;
begin
  if N = 3 then
    return j = i | j = (i + 1) % 3;
  else
    return i + j != 3; -- row and column of the square 0 1 / 2 3
  end;
end;

procedure send(i: proc; j: proc; m: message);
begin
  if isundefined(c[i][j][0]) then
    c[i][j][0] := m;
  elsif isundefined(c[i][j][1]) then
    c[i][j][1] := m;
  else
    c[i][j][2] := m;
  end;
end;

procedure dropMessage(i: proc; j: proc);
begin
  undefine c[i][j][0];
  for x := 0 to 1 do
    if !isundefined(c[i][j][x + 1]) then
      c[i][j][x] := c[i][j][x + 1];
      undefine c[i][j][x + 1];
    end;
  end;
end;

procedure enqueue(i: proc; j: proc);
var isPlaced: boolean;
begin
  isPlaced := false;
  for x: proc do
    if !isPlaced & isundefined(queue[i][x]) then
      queue[i][x] := j;
      isPlaced := true;
    end;
  end;
end;

procedure dropCandidate(i: proc);
begin
  undefine queue[i][0];
  for x := 0 to N - 2 do
    if !isundefined(queue[i][x + 1]) then
      queue[i][x] := queue[i][x + 1];
      undefine queue[i][x + 1];
    end;
  end;
end;

startstate begin
  for i: proc do
    pc[i] := released;
    left[i] := K;
    for j: proc do
      votes[i][j] := false;
    end;
  end;
end;

ruleset i: proc do
  rule "request"
    pc[i] = released & left[i] > 0
  ==>
  begin
    pc[i] := wanted;
    left[i] := left[i] - 1;
    for j: proc do
      votes[i][j] := false;
      if inQuorum(i, j) then
        send(i, j, REQUEST);
      end;
    end;
  end;

  rule "enter"
    pc[i] = wanted & forall j: proc do votes[i][j] = inQuorum(i, j) end
  ==>
  begin
    pc[i] := held;
  end;

  rule "exit"
    pc[i] = held
  ==>
  begin
    pc[i] := released;
    for j: proc do
      votes[i][j] := false;
      if inQuorum(i, j) then
        send(i, j, RELEASE);
      end;
    end;
  end;
end;

ruleset i: proc; j: proc do
  rule "receive"
    !isundefined(c[j][i][0])
  ==>
  var m: message;
  begin
    m := c[j][i][0];
    dropMessage(j, i);
    if m = REQUEST then
      if isundefined(votedFor[i]) then
        votedFor[i] := j;
        send(i, j, VOTE);
      else
        enqueue(i, j);
      end;
    elsif m = VOTE then
      votes[i][j] := true;
    elsif isundefined(queue[i][0]) then
      undefine votedFor[i];
    else
      votedFor[i] := queue[i][0];
      dropCandidate(i);
      send(i, votedFor[i], VOTE);
    end;
  end;
end;

invariant "mutual exclusion"
  forall i: proc do forall j: proc do i = j | pc[i] != held | pc[j] != held end end;
