-- Ricart-Agrawala for Rumur. N and K are replaced before use. An action is one rule, so the rules fired are the transitions.
-- A channel has two cells, for it never holds more messages; an empty cell is undefined. 0 says OK, t > 0 is a request of
-- time t. No clock exceeds LAST: the highest one rises by at most one with each request and each receipt of one.

const
  N: 3;
  K: 1;
  LAST: N * N * K;

type
  proc: 0 .. N - 1;
  phase: enum { released, wanted, held };
  time: 0 .. LAST;
  set: array [proc] of boolean;
  chan: record head: time; next: time; end;

var
  pc: array [proc] of phase;
  clock: array [proc] of time;
  ts: array [proc] of time;
  acks: array [proc] of set;
  deferred: array [proc] of set;
  left: array [proc] of 0 .. K;
  c: array [proc] of array [proc] of chan; -- c[i][j]: from i to j

procedure send(i: proc; j: proc; m: time);
begin
  if isundefined(c[i][j].head) then
    c[i][j].head := m;
  else
    c[i][j].next := m;
  end;
end;

startstate begin
  for i: proc do
    pc[i] := released;
    clock[i] := 0;
    ts[i] := 0;
    left[i] := K;
    for j: proc do
      acks[i][j] := false;
      deferred[i][j] := false;
    end;
  end;
end;

ruleset i: proc do
  rule "request"
    pc[i] = released & left[i] > 0
  ==>
  begin
    clock[i] := clock[i] + 1;
    ts[i] := clock[i];
    pc[i] := wanted;
    left[i] := left[i] - 1;
    for j: proc do
      acks[i][j] := false;
      if j != i then
        send(i, j, ts[i]);
      end;
    end;
  end;

  rule "enter"
    pc[i] = wanted & forall j: proc do j = i | acks[i][j] end
  ==>
  begin
    pc[i] := held;
  end;

  rule "exit"
    pc[i] = held
  ==>
  begin
    pc[i] := released;
    ts[i] := 0;
    for j: proc do
      if deferred[i][j] then
        send(i, j, 0);
      end;
      acks[i][j] := false;
      deferred[i][j] := false;
    end;
  end;
end;

ruleset i: proc; j: proc do
  rule "receive"
    !isundefined(c[j][i].head)
  ==>
  var m: time;
  begin
    m := c[j][i].head;
    if isundefined(c[j][i].next) then
      undefine c[j][i].head;
    else
      c[j][i].head := c[j][i].next;
      undefine c[j][i].next;
    end;
    if m = 0 then
      acks[i][j] := true;
    else
      if clock[i] < m then
        clock[i] := m + 1;
      else
        clock[i] := clock[i] + 1;
      end;
      if pc[i] = held | (pc[i] = wanted & (ts[i] < m | (ts[i] = m & i < j))) then
        deferred[i][j] := true;
      else
        send(i, j, 0);
      end;
    end;
  end;
end;

invariant "mutual exclusion"
  forall i: proc do forall j: proc do i = j | pc[i] != held | pc[j] != held end end;
