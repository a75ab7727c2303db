import type { Backend, CheckOutcome, Refused } from '../protocol.ts';

/** Asks the server that the page came from. The token shows that a request is the page's own. */
export function serverBackend(token: string): Backend {
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-unturned': token },
      body: JSON.stringify(body),
    });
  const ask = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await post(path, body).catch(() => {
      throw new Error('the server does not answer: is `unturned explore` still running?');
    });
    const answer = (await response.json()) as T | Refused;
    return accepted(answer);
  };
  return {
    specs: () => ask('specs', {}),
    walk: (request) => ask('walk', request),
    graph: (request) => ask('graph', request),
    source: (request) => ask('source', request),
    check: async (request, onProgress, signal) => {
      const id = crypto.randomUUID();
      signal.addEventListener('abort', () => void post('stop', { id }));
      const response = await post('check', { ...request, id });
      let outcome: CheckOutcome | undefined;
      for await (const line of lines(response.body as ReadableStream<Uint8Array>)) {
        const event = JSON.parse(line);
        if ('progress' in event) onProgress(event.progress);
        else outcome = accepted<CheckOutcome>(event);
      }
      if (outcome === undefined) throw new Error('the server ended before the check did');
      return outcome;
    },
  };
}

/** The answer, unless the request was refused. */
export function accepted<T>(answer: T | Refused): T {
  if (typeof answer === 'object' && answer !== null && 'refused' in answer) {
    const { code, text, help } = answer.refused;
    throw new Error(`${code}: ${text}${help === undefined ? '' : `. ${help}`}`);
  }
  return answer as T;
}

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream
    .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n');
    rest = parts.pop() as string;
    yield* parts;
  }
  if (rest !== '') yield rest;
}
