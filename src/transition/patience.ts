/** A window of uses, and how many of them may miss before learning pauses. */
const windowLength = 400;
const greatestMisses = 150;

/** For how many uses it pauses; each time for twice as many as before, up to the last. */
const firstPause = 4000;
const longestPause = 1 << 20;

/**
 * Decides whether it is worth learning from a miss. A function whose answers never come again would be run under
 * observation for nothing, so learning pauses while many uses miss, and is tried again later: at most one use in ten is
 * spent on it, and fewer and fewer.
 */
export class Patience {
  uses = 0;
  misses = 0;
  #windowEnd = windowLength;
  #windowMisses = 0;
  #pausedUntil = 0;
  #pause = firstPause;

  /** To be asked at each miss. */
  isWorthLearning(): boolean {
    if (this.uses < this.#pausedUntil) return false;
    if (this.uses >= this.#windowEnd) {
      this.#windowEnd = this.uses + windowLength;
      this.#windowMisses = 0;
    }
    this.misses++;
    if (++this.#windowMisses > greatestMisses) {
      this.#pausedUntil = this.uses + this.#pause;
      this.#pause = Math.min(2 * this.#pause, longestPause);
    }
    return true;
  }
}
