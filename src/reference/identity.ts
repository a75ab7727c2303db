import objectHash from 'object-hash';
import { plainCopy } from '../spec/value.ts';

/**
 * The identity of a state: what object-hash says of a copy that shares no part with itself, because it takes a part that
 * it meets a second time for a cycle.
 */
export function identityOf(state: unknown): string {
  return objectHash(plainCopy(state) as never);
}
