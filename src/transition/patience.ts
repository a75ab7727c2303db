/** Of a window of uses this share may miss before learning pauses, for ten times as many uses as there are in it. */
const greatestShare = 0.375;
const firstPause = 10;

/** Each pause is twice as long as the one before, up to this many uses. */
const longestPause = 1 << 20;

/** Uses in the window of one function, and in that of all functions together. */
const windowLength = 400;
const sharedWindowLength = 4000;

/** What learns from a miss asks of a state about so many questions; one that asks more counts as several misses. */
const usualQuestions = 8;

/**
 * Decides whether it is worth learning from a miss. A function whose answers never come again would be run under
 * observation for nothing, so learning pauses while many uses miss, and is tried again later: at most one use in ten is
 * spent on it, and fewer and fewer.
 */
export class Patience {
  uses = 0;
  misses = 0;
  readonly #shared: Patience | undefined;
  readonly #windowLength: number;
  #windowEnd: number;
  #windowCost = 0;
  #pausedUntil = 0;
  #pause: number;

  /** `shared` is the patience with all functions together, if this one is to be counted there, too. */
  constructor(shared?: Patience, length: number = windowLength) {
    this.#shared = shared;
    this.#windowLength = length;
    this.#windowEnd = length;
    this.#pause = firstPause * length;
  }

  /** To be told of each use. */
  use(): void {
    this.uses++;
    if (this.#shared !== undefined) this.#shared.uses++;
  }

  /** To be asked at each miss. */
  isWorthLearning(): boolean {
    return this.uses >= this.#pausedUntil && this.#shared?.isWorthLearning() !== false;
  }

  /** To be told what was asked each time that something was learned. */
  spend(questions: number): void {
    this.misses++;
    if (this.uses >= this.#windowEnd) {
      this.#windowEnd = this.uses + this.#windowLength;
      this.#windowCost = 0;
    }
    this.#windowCost += Math.max(1, questions / usualQuestions);
    if (this.#windowCost > greatestShare * this.#windowLength) {
      this.#pausedUntil = this.uses + this.#pause;
      this.#pause = Math.min(2 * this.#pause, longestPause);
    }
    this.#shared?.spend(questions);
  }
}

/** The patience with all functions together: a hundred of them may each miss too rarely to be given up. */
export function sharedPatience(): Patience {
  return new Patience(undefined, sharedWindowLength);
}
