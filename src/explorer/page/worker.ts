import { createBackend, describeError, type Specs } from '../backend.ts';
import type { Backend, CheckRequest, SourceText } from '../protocol.ts';
import type { Answer, Question } from './worker-backend.ts';

/** Answers a page from inside a worker. */
export function answerFrom(specs: Specs, sources: ReadonlyMap<string, SourceText>): void {
  const backend = createBackend(specs, { source: (spec) => sources.get(spec) });
  const stops = new Map<number, AbortController>();
  const send = (answer: Answer): void => self.postMessage(answer);
  self.onmessage = async ({ data: { id, method, request } }: MessageEvent<Question>) => {
    if (method === 'stop') return stops.get(id)?.abort();
    try {
      send({ id, value: await answer(backend, { id, method, request }, stops, send) });
    } catch (error) {
      send({ id, value: { refused: describeError(error) } });
    } finally {
      stops.delete(id);
    }
  };
}

function answer(
  backend: Backend,
  { id, method, request }: Question,
  stops: Map<number, AbortController>,
  send: (answer: Answer) => void,
): Promise<unknown> {
  if (method !== 'check') return (backend[method as 'walk'] as (request: unknown) => Promise<unknown>)(request);
  const stop = new AbortController();
  stops.set(id, stop);
  return backend.check(request as CheckRequest, (progress) => send({ id, progress }), stop.signal);
}
