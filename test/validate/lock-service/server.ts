import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * A lock service over TCP, as a process of its own. Clients say `request` and `release`, one word a line after their number,
 * and are told `token`. It prints its port, and then a line for each message that it receives: an event of the spec
 * central-server. It believes whoever releases the lock to be the one that has it.
 */
const clients = Number(process.argv[2]);
const sockets = new Map<number, Socket>();
const queue: number[] = [];
let holder: number | null = null;

function grant(client: number): void {
  holder = client;
  sockets.get(client)?.write('token\n');
}

function receive(client: number, word: string): void {
  if (word === 'request' && holder === null) grant(client);
  else if (word === 'request') queue.push(client);
  else {
    holder = null;
    const next = queue.shift();
    if (next !== undefined) grant(next);
  }
  const event = { action: 'receive', process: 'server', args: [clients, client], state: { server: { holder, queue } } };
  console.log(JSON.stringify({ time: new Date().toISOString(), ...event }));
}

const server = createServer((socket) => {
  createInterface(socket).on('line', (line) => {
    const [client, word] = line.split(' ');
    sockets.set(Number(client), socket);
    receive(Number(client), word as string);
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
process.stdin.on('end', () => process.exit(0)).resume();
