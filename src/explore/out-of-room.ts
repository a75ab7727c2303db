/** Whether an error says that a table or an array cannot grow any further: there is no room for more states. */
export function isOutOfRoom(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /maximum size exceeded|Invalid (?:array|typed array|string) length|allocation failed/.test(error.message)
  );
}
