import { spec } from 'unturned';

const data = ['d1', 'd2'];
const longest = 2;

/**
 * AlternatingBit of "Specifying Systems", with two data and both queues at most two long. TLC generates the states over
 * that bound but neither keeps nor expands them. Here a guard refuses the action that would lead to one, which gives the
 * same states and the same distances between them, and fewer transitions.
 *
 * L. Lamport, "Specifying Systems", Addison-Wesley 2002, chapter 14; tlaplus/Examples, SpecifyingSystems.
 */
export default spec({
  name: 'published-alternating-bit',
  initial: ({ choose }) => {
    const bit = choose([0, 1]);
    return {
      msgQ: [] as { bit: number; value: string }[],
      ackQ: [] as number[],
      sBit: bit,
      sAck: bit,
      rBit: bit,
      sent: choose(data),
      rcvd: choose(data),
    };
  },
  actions: ({ action }) => ({
    SndNewValue: action({
      args: data,
      guard: {
        'is acknowledged': ({ state }) => state.sAck === state.sBit,
        'stays within the constraint': ({ state }) => state.msgQ.length < longest,
      },
      effect: ({ state }, value) => {
        state.sent = value;
        state.sBit = 1 - state.sBit;
        state.msgQ.push({ bit: state.sBit, value });
      },
    }),
    ReSndMsg: {
      guard: {
        'is not acknowledged': ({ state }) => state.sAck !== state.sBit,
        'stays within the constraint': ({ state }) => state.msgQ.length < longest,
      },
      effect: ({ state }) => {
        state.msgQ.push({ bit: state.sBit, value: state.sent });
      },
    },
    RcvMsg: {
      guard: ({ state }) => state.msgQ.length > 0,
      effect: ({ state }) => {
        const { bit, value } = state.msgQ.shift() as { bit: number; value: string };
        state.rBit = bit;
        state.rcvd = value;
      },
    },
    SndAck: {
      guard: { 'stays within the constraint': ({ state }) => state.ackQ.length < longest },
      effect: ({ state }) => {
        state.ackQ.push(state.rBit);
      },
    },
    RcvAck: {
      guard: ({ state }) => state.ackQ.length > 0,
      effect: ({ state }) => {
        state.sAck = state.ackQ.shift() as number;
      },
    },
    LoseMsg: {
      guard: ({ state }) => state.msgQ.length > 0,
      effect: ({ state, choose }) => {
        state.msgQ.splice(choose(state.msgQ.keys()), 1);
      },
    },
    LoseAck: {
      guard: ({ state }) => state.ackQ.length > 0,
      effect: ({ state, choose }) => {
        state.ackQ.splice(choose(state.ackQ.keys()), 1);
      },
    },
  }),
  properties: ({ invariant }) => ({
    delivered: invariant(({ sBit, rBit, sAck, sent, rcvd }) => sBit === sAck || rBit !== sBit || sent === rcvd),
  }),
});
