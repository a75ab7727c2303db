import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Damaged, requireSound, type Source } from '../../state/saving/sink.ts';
import { digestLength, longestValue, magic, pieceHead, pieceKind } from './file-format.ts';

const bufferSize = 1 << 20;

/** A checkpoint that is open for reading. */
export interface OpenCheckpoint extends Source {
  readonly close: () => void;
}

/**
 * Opens a checkpoint, having read all of it once to see that it is whole.
 * @throws Damaged if it is not, or is something else; what the file system says if it cannot be read
 */
export function openCheckpoint(path: string): OpenCheckpoint {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const end = fstatSync(file).size - digestLength;
    requireSound(fstatSync(file).isFile() && end > magic.length, 'it is no checkpoint');
    requireSound(readAt(file, 0, magic.length).equals(magic), 'it is no checkpoint of this version');
    requireSound(digestOf(file, end).equals(readAt(file, end, digestLength)), 'its checksum is wrong');
    return { ...reading(file, magic.length, end), close: () => closeSync(file) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function reading(file: number, start: number, end: number): Source {
  let at = start;
  /** The length of the next piece, which must be of this kind. */
  const enter = (kind: number): number => {
    requireSound(at + pieceHead <= end, 'it ends too early');
    const head = readAt(file, at, pieceHead);
    const length = Number(head.readBigUInt64LE(1));
    requireSound(head.readUInt8(0) === kind, 'it holds something else');
    at += pieceHead;
    requireSound(length <= end - at, 'a piece is longer than all of it');
    return length;
  };
  return {
    value: () => {
      const length = enter(pieceKind.value);
      requireSound(length <= longestValue, 'a value is too long');
      const text = readAt(file, at, length).toString('utf8');
      at += length;
      return parse(text);
    },
    words: (length) => {
      requireSound(enter(pieceKind.words) === 4 * length, 'it has another number of words');
      const first = at;
      at += 4 * length;
      return wordsAt(file, first, at);
    },
  };
}

/** @throws Damaged */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Damaged('a value is not JSON');
  }
}

function* wordsAt(file: number, first: number, end: number): Iterable<Int32Array> {
  for (let at = first; at < end; at += bufferSize) {
    const bytes = readAt(file, at, Math.min(bufferSize, end - at));
    yield new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
}

function digestOf(file: number, end: number): Buffer {
  const hash = createHash('sha256');
  for (let at = 0; at < end; at += bufferSize) hash.update(readAt(file, at, Math.min(bufferSize, end - at)));
  return hash.digest();
}

/** So many bytes, in memory of their own. */
function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let read = 0; read < length; ) {
    const more = readSync(file, bytes, read, length - read, at + read);
    requireSound(more > 0, 'it ends too early');
    read += more;
  }
  return bytes;
}
