import { render } from 'preact';
import { App } from './app.tsx';
import { serverBackend } from './server-backend.ts';
import { begin } from './store.ts';
import { workerBackend } from './worker-backend.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name="unturned-token"]')?.content;
const script = document.getElementById('unturned-worker')?.textContent;
const backend = script == null ? serverBackend(token ?? '') : workerBackend(script);

render(<App />, document.getElementById('app') as HTMLElement);
void begin(backend, { checksAtOnce: script == null });
