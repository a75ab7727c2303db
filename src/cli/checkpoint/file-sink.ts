import { createHash } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sink } from '../../state/saving/sink.ts';
import { magic, pieceHead, pieceKind } from './file-format.ts';

const bufferSize = 1 << 20;

/**
 * Writes a checkpoint beside the one that is there, and puts it in its place when all of it is on the disk: whatever
 * happens meanwhile, there is one that is whole. Nothing that lies there already is followed or written into.
 * @throws what the file system says, if it cannot be written; then the old one stays
 */
export function writeCheckpoint(path: string, write: (sink: Sink) => void): void {
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  const file = openSync(
    beside,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    try {
      writeAll(file, write);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeAll(file: number, write: (sink: Sink) => void): void {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(bufferSize);
  let filled = 0;
  const flush = (): void => {
    hash.update(buffer.subarray(0, filled));
    for (let from = 0; from < filled; ) from += writeSync(file, buffer, from, filled - from);
    filled = 0;
  };
  const put = (bytes: Uint8Array): void => {
    for (let from = 0; from < bytes.length; ) {
      const length = Math.min(bufferSize - filled, bytes.length - from);
      buffer.set(bytes.subarray(from, from + length), filled);
      filled += length;
      from += length;
      if (filled === bufferSize) flush();
    }
  };
  const putHead = (kind: number, length: number): void => {
    const head = Buffer.alloc(pieceHead);
    head.writeUInt8(kind, 0);
    head.writeBigUInt64LE(BigInt(length), 1);
    put(head);
  };
  put(magic);
  write({
    value: (value) => {
      const text = Buffer.from(JSON.stringify(value), 'utf8');
      putHead(pieceKind.value, text.length);
      put(text);
    },
    words: (length, chunks) => {
      putHead(pieceKind.words, 4 * length);
      for (const { buffer: memory, byteOffset, byteLength } of chunks)
        put(new Uint8Array(memory, byteOffset, byteLength));
    },
  });
  flush();
  writeSync(file, hash.digest());
}

/** The new name of a file is on the disk only once its folder is. Where that cannot be asked for, it is left to the system. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // as on Windows
  }
}
