import type { Backend, CheckOutcome, Refused } from '../protocol.ts';
import { accepted } from './server-backend.ts';

/** A question to the worker, and what it may send back for it. */
export interface Question {
  readonly id: number;
  readonly method: keyof Backend | 'stop';
  readonly request: unknown;
}

export interface Answer {
  readonly id: number;
  readonly progress?: Parameters<Parameters<Backend['check']>[1]>[0];
  readonly value?: unknown;
}

/** Asks an engine that runs in a worker of the page, from a script that the page has with it. */
export function workerBackend(script: string): Backend {
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => waiting.get(data.id)?.(data);
  const ask = <T>(
    method: keyof Backend,
    request: unknown,
    onProgress?: (progress: NonNullable<Answer['progress']>) => void,
    signal?: AbortSignal,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ progress, value }) => {
        if (progress !== undefined) return onProgress?.(progress);
        waiting.delete(id);
        try {
          resolve(accepted(value as T | Refused));
        } catch (error) {
          reject(error);
        }
      });
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ id, method, request } satisfies Question);
      signal?.addEventListener('abort', () =>
        worker.postMessage({ id, method: 'stop', request: undefined } satisfies Question),
      );
    });
  return {
    specs: () => ask('specs', {}),
    walk: (request) => ask('walk', request),
    graph: (request) => ask('graph', request),
    source: (request) => ask('source', request),
    check: (request, onProgress, signal) => ask<CheckOutcome>('check', request, onProgress, signal),
  };
}
