import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeError } from '../explorer/backend.ts';
import type { Backend, CheckRequest, Refused } from '../explorer/protocol.ts';

/** A server that runs. */
export interface ExplorerServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A longer request is no page's own. */
const longestRequest = 1_000_000;

/**
 * Serves the page of the explorer, and answers what it asks, on this machine alone. A request must name this machine as its host,
 * so that no other site can drive it by giving its own name our address; and what the page asks must carry a token that only the
 * page knows. It keeps nothing between requests but the checks that run.
 */
export async function serveExplorer(page: string, backend: Backend, port: number): Promise<ExplorerServer> {
  const token = randomBytes(24).toString('base64url');
  const checks = new Map<string, AbortController>();
  const server = createServer((request, response) => {
    const { port: own } = server.address() as AddressInfo;
    respond({ page, backend, token, checks, port: own }, request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 400, { refused: describeError(error) });
      else response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}/`, close: () => close(server, checks) };
}

interface Context {
  readonly page: string;
  readonly backend: Backend;
  readonly token: string;
  /** By the page's name for them. */
  readonly checks: Map<string, AbortController>;
  readonly port: number;
}

async function respond(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '/', headers } = request;
  if (!isOwnHost(headers.host, context.port)) return refuse(response, 403, 'this server answers to its own name only');
  if (method === 'GET' && url === '/') return sendPage(context, response);
  if (!url.startsWith('/api/')) return refuse(response, 404, 'there is nothing here');
  if (method !== 'POST') return refuse(response, 405, 'this takes POST');
  if (!isOwnRequest(request, context)) return refuse(response, 403, 'this request is not of the page');
  const body = JSON.parse(await read(request)) as never;
  await answer(context, url.slice('/api/'.length), body, response);
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** A browser says where a request comes from, and nobody else knows the token. */
function isOwnRequest({ headers }: IncomingMessage, { token, port }: Context): boolean {
  const { origin } = headers;
  const isOwnOrigin =
    origin === undefined || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
  return isOwnOrigin && headers['x-unturned'] === token && headers['content-type'] === 'application/json';
}

async function answer(
  { backend, checks }: Context,
  path: string,
  body: never,
  response: ServerResponse,
): Promise<void> {
  switch (path) {
    case 'specs':
      return sendJson(response, 200, await backend.specs());
    case 'walk':
      return sendJson(response, 200, await backend.walk(body));
    case 'graph':
      return sendJson(response, 200, await backend.graph(body));
    case 'source':
      return sendJson(response, 200, await backend.source(body));
    case 'stop':
      checks.get((body as { id: string }).id)?.abort();
      return sendJson(response, 200, {});
    case 'check':
      return runCheck(backend, checks, body, response);
    default:
      return refuse(response, 404, 'there is nothing here');
  }
}

/** Sends a line for each piece of progress, and the outcome as the last. Who goes away stops the check. */
async function runCheck(
  backend: Backend,
  checks: Context['checks'],
  request: CheckRequest & { readonly id: string },
  response: ServerResponse,
): Promise<void> {
  const stop = new AbortController();
  checks.set(request.id, stop);
  response.on('close', () => stop.abort());
  response.writeHead(200, { ...safeHeaders, 'content-type': 'application/x-ndjson' });
  try {
    const outcome = await backend.check(
      request,
      (progress) => response.write(`${JSON.stringify({ progress })}\n`),
      stop.signal,
    );
    response.end(`${JSON.stringify(outcome)}\n`);
  } finally {
    checks.delete(request.id);
  }
}

const safeHeaders = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** The page may load nothing, and ask only this server. Its script is known by a number that is used once. */
function sendPage({ page, token }: Context, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const text = page
    .replace('<meta name="unturned-token" content="">', `<meta name="unturned-token" content="${token}">`)
    .replace('<script>', `<script nonce="${nonce}">`);
  response.writeHead(200, {
    ...safeHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  });
  response.end(text);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...safeHeaders, 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  sendJson(response, status, { refused: { code: String(status), text } } satisfies Refused);
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > longestRequest) throw new Error('the request is too long');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function close(server: Server, checks: Context['checks']): Promise<void> {
  for (const stop of checks.values()) stop.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
