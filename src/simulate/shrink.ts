import { causalPasts } from './causal-past.ts';
import { smallestViolation } from './smallest.ts';
import type { SpecSource } from './source.ts';
import { SpecRun } from './spec-run.ts';
import { type WalkedStep, walkAgain } from './walk.ts';

/** How far the shrinking of a run has come: the next chunk to leave out, or that nothing is left to try. */
export type Shrinking = Chunk | 'done';

interface Chunk {
  readonly size: number;
  readonly position: number;
  /** A single step could be left out since all of them were last tried. */
  readonly changed: boolean;
}

/** A shorter run, and how to go on from it. */
export interface Candidate<S> {
  readonly run: SpecRun<S>;
  readonly next: Shrinking;
}

/** Whether the shortest run of the smallest configuration is looked for, in one go, where nothing else is left to try. */
export type Ending = 'smallest' | 'own';

/**
 * Runs that are simpler than the given one, all of them runs of the spec: its causal past; then without chunks of half of
 * its steps, a quarter, and so on down to single ones, until none can be left out (A. Zeller and R. Hildebrandt, Simplifying
 * and isolating failure-inducing input, IEEE TSE 28(2), 2002); then the shortest of the smallest configuration that
 * violates the same property. Of a run that violates a property, those that follow are judged by that one alone.
 */
export function* simpler<S>(
  run: SpecRun<S>,
  at: Shrinking | undefined,
  source: SpecSource<S>,
  ending: Ending = 'smallest',
): Generator<Candidate<S>> {
  if (at === 'done') return;
  const { subject, walk } = SpecRun.made(run);
  const { steps, violated } = walk;
  const half = Math.max(1, Math.floor(steps.length / 2));
  const without = (kept: readonly WalkedStep[], next: Shrinking): Candidate<S> => ({
    run: new SpecRun(subject, walkAgain(subject, walk.initial, kept, violated)),
    next,
  });
  if (at === undefined)
    for (const past of causalPasts(subject, walk)) {
      const size = Math.max(1, Math.floor(past.length / 2));
      yield without(past, { size, position: 0, changed: false });
    }
  const first: Chunk = at ?? { size: half, position: 0, changed: false };
  for (const { size, position, changed } of chunks(first, steps.length))
    yield without(steps.toSpliced(position, size), { size, position, changed: changed || size === 1 });
  if (violated === undefined || ending === 'own') return;
  const smallest = smallestViolation(source, violated);
  if (smallest !== undefined) yield { run: smallest, next: 'done' };
}

/** The chunks of a run that are still to be left out. Single steps are tried again if one of them could be. */
function* chunks({ size: firstSize, position: firstPosition, changed }: Chunk, length: number): Generator<Chunk> {
  let position = firstPosition;
  for (let size = Math.min(firstSize, length); size >= 1; size = Math.floor(size / 2)) {
    for (; position < length; position += size) yield { size, position, changed };
    position = 0;
  }
  if (changed) for (; position < length; position++) yield { size: 1, position, changed: false };
}
