import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** Set where a watcher has started this process, and wants to know the files that it depends on. */
export const notingVariable = 'UNTURNED_NOTE_FILES';

const isNoting = process.env[notingVariable] !== undefined && process.send !== undefined;

// A check that nobody watches any more has no use.
if (isNoting) process.on('disconnect', () => process.exit());

/** Tells the watcher, if there is one, that the check depends on a file. */
export function noteFile(path: string): void {
  if (isNoting) process.send?.({ file: path });
}

/** Whatever a loader resolves, it may post here; `undefined` where nobody watches. */
export function openNotes(): { readonly port: MessagePort; readonly read: () => void } | undefined {
  if (!isNoting) return undefined;
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  return {
    port: port2,
    read: () => {
      for (let note = receiveMessageOnPort(port1); note !== undefined; note = receiveMessageOnPort(port1))
        noteModule(String(note.message));
    },
  };
}

/** This package, which does not change while it runs, but for its specs. */
const ownFolder = new URL('..', import.meta.url).href;

function noteModule(url: string): void {
  const isOwn = url.startsWith(ownFolder) && !url.startsWith(`${ownFolder}specs/`);
  if (!url.startsWith('file:') || isOwn || url.includes('/node_modules/')) return;
  // tsx has queries of its own at the end of a URL, and of a path.
  noteFile(fileURLToPath(url.replace(/[?#].*$/, '')).replace(/\?tsx-.*$/, ''));
}
