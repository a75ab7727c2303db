/** Makes room for so many bytes. */
export type Allocate = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

/** Room that this thread keeps to itself. */
export const ownRoom: Allocate = (bytes) => new ArrayBuffer(bytes);

/** Room that other threads can share. */
export const sharedRoom: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/** The same numbers, with room for so many. */
export function copied(array: Int32Array, length: number, room: Allocate): Int32Array {
  const copy = new Int32Array(room(4 * length));
  copy.set(array);
  return copy;
}
