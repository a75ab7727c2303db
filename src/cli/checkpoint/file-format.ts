/** What a checkpoint starts with, and the version of its form. */
export const magic: Buffer = Buffer.from('unturned checkpoint 1\n', 'latin1');

/** Bytes of the SHA-256 of everything before it, with which a checkpoint ends. */
export const digestLength = 32;

/** Every piece has a byte for its kind and eight for its length before it. */
export const pieceHead = 9;
export const pieceKind = { value: 1, words: 2 } as const;

/** A value written as JSON is no longer than this, in bytes. */
export const longestValue: number = 1 << 28;
