import { createRequire, register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { requireAddressesOfThread } from './address-space.ts';
import { noteFile, openNotes } from './noted-files.ts';
import { isCompiled, ownModule } from './package-folder.ts';

let canReadTypeScript = !isCompiled;
let findsThisPackage = false;
const notes = openNotes();

/**
 * Takes note of all modules that are imported from now on. The function that is returned gives the files of those that are
 * not packages.
 */
export function watchImports(): () => readonly string[] {
  requireAddressesOfThread();
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  register(`data:text/javascript,${encodeURIComponent(reportHook)}`, { data: port2, transferList: [port2] });
  const files = new Set<string>();
  return () => {
    for (let next = receiveMessageOnPort(port1); next !== undefined; next = receiveMessageOnPort(port1)) {
      const url = String(next.message).replace(/[?#].*$/, '');
      if (url.startsWith('file:') && !url.includes('/node_modules/')) files.add(fileURLToPath(url));
    }
    return [...files];
  };
}

const reportHook = `
let port;
export function initialize(given) {
  port = given;
}
export async function resolve(specifier, context, nextResolve) {
  const found = await nextResolve(specifier, context);
  port.postMessage(found.url);
  return found;
}`;

/** Imports a module of a user, in TypeScript or JavaScript; places in what it throws are places in its source. */
export async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  process.setSourceMapsEnabled(true);
  const isTypeScript = /\.m?ts$/.test(path);
  if (isTypeScript && !canReadTypeScript) {
    requireAddressesOfThread();
    const { register: readTypeScript } = await import('tsx/esm/api');
    readTypeScript();
    canReadTypeScript = true;
  }
  if (!findsThisPackage && (isTypeScript || notes !== undefined || !resolvesThisPackage(path))) {
    requireAddressesOfThread();
    register(`data:text/javascript,${encodeURIComponent(resolveHook)}`, {
      data: notes?.port,
      ...(notes && { transferList: [notes.port] }),
    });
    findsThisPackage = true;
  }
  noteFile(path);
  try {
    return await import(pathToFileURL(path).href);
  } finally {
    notes?.read();
  }
}

function resolvesThisPackage(path: string): boolean {
  try {
    createRequire(path).resolve('unturned');
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND';
  }
}

/**
 * Lets a spec that lies outside any project import this package, and makes every `.ts` an ES module, whatever the
 * package.json above it says or if there is none. Posts what it resolves, and what it could not, to whoever watches.
 */
const resolveHook = `
let notes;
export function initialize(port) {
  notes = port;
}
export async function resolve(specifier, context, nextResolve) {
  let found;
  try {
    found = await nextResolve(specifier, context);
  } catch (error) {
    if (/^[./]/.test(specifier) && context.parentURL) notes?.postMessage(new URL(specifier, context.parentURL).href);
    if (specifier !== 'unturned' || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return { url: ${JSON.stringify(ownModule('index'))}, format: 'module', shortCircuit: true };
  }
  notes?.postMessage(found.url);
  return /\\.ts($|\\?)/.test(found.url) && found.format !== 'module' ? { ...found, format: 'module' } : found;
}`;
