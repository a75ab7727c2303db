import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

/**
 * A client of the lock service, as a process of its own: takes the lock and gives it back so many times. With a fourth
 * argument it is one that is not sure whether its release has arrived, and sends it again a little later.
 */
const [port, id, rounds, isUnsure] = process.argv.slice(2);
const socket = connect(Number(port), '127.0.0.1');
const lines = createInterface(socket);

for (let round = 0; round < Number(rounds); round++) {
  socket.write(`${id} request\n`);
  await once(lines, 'line');
  await setTimeout(15);
  socket.write(`${id} release\n`);
  if (isUnsure === undefined) continue;
  await setTimeout(5);
  socket.write(`${id} release\n`);
}
socket.end();
