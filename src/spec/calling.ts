import { locateUserCode, type SourceLocation } from './source-location.ts';
import { isSpecError, SpecError } from './spec-error.ts';
import { normalise, UnsupportedValue } from './value.ts';

/** Calls a function of the spec; the errors that come out of it say where. */
export type Call = <T>(where: string, run: () => T) => T;

/** Which function of the spec is running, for whoever has to know while nothing else runs. */
export interface PresentCall {
  /** What errors call it; `undefined` while none is running. */
  where: string | undefined;
  /** How many calls began, and how many are open; they may lie in memory that another thread looks at. */
  beats: Int32Array;
}

/** There is one for all, as only one function runs at a time. */
export const presentCall: PresentCall = { where: undefined, beats: new Int32Array(2) };

/** Runs a function of the spec; whatever it throws becomes a `SpecError` that names the function and its place. */
export function attempt<T>(where: string, fallback: SourceLocation | undefined, run: () => T): T {
  const { where: outer, beats } = presentCall;
  presentCall.where = where;
  (beats[0] as number)++;
  (beats[1] as number)++;
  try {
    return run();
  } catch (error) {
    if (isSpecError(error) && error.code.startsWith('U')) throw error; // how it was asked for, not what is written
    const location = locateUserCode(error) ?? fallback;
    const known = { where, ...(location && { location }) };
    if (isSpecError(error)) throw error.with(known);
    const text = error instanceof Error ? error.message : String(error);
    if (/read.only property|not extensible|has been frozen|Cannot delete property/.test(text))
      throw new SpecError('S106', {
        ...known,
        text,
        help: 'Only an effect may change the state, through the draft it is given. Guards, properties and `initial` only look.',
        cause: error,
      });
    if (text.startsWith('[Immer] An immer producer returned'))
      throw new SpecError('S109', {
        ...known,
        text: 'it changed its draft and returned a new state as well',
        help: 'Assign to the draft and return nothing, or leave it alone and return the new state.',
        cause: error,
      });
    throw new SpecError('S103', { ...known, text, cause: error });
  } finally {
    presentCall.where = outer;
    (beats[1] as number)--;
  }
}

/** The normal form of a state that a function of the spec made. */
export function settle<S>(where: string, state: S, location: SourceLocation | undefined): S {
  try {
    return normalise(state);
  } catch (error) {
    if (!(error instanceof UnsupportedValue)) throw error;
    throw new SpecError('S105', {
      where,
      text: error.message,
      help: 'A state is made of null, booleans, finite numbers, strings, arrays, plain records, and sets and maps with scalar elements and keys.',
      ...(location && { location }),
    });
  }
}
