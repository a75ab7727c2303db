/** A window of uses, and how many of them may miss before learning pauses, and for how many uses it does. */
const windowLength = 400;
const greatestMisses = 200;
const pauseLength = 4000;

/**
 * Decides whether it is worth learning from a miss. A function whose answers never come again would be run under
 * observation for nothing, so learning pauses while most uses miss, and is tried again later: at most one use in ten is
 * spent on it.
 */
export class Patience {
  uses = 0;
  misses = 0;
  #windowEnd = windowLength;
  #windowMisses = 0;
  #pausedUntil = 0;

  /** To be asked at each miss. */
  isWorthLearning(): boolean {
    if (this.uses < this.#pausedUntil) return false;
    if (this.uses >= this.#windowEnd) {
      this.#windowEnd = this.uses + windowLength;
      this.#windowMisses = 0;
    }
    this.misses++;
    if (++this.#windowMisses > greatestMisses) this.#pausedUntil = this.uses + pauseLength;
    return true;
  }
}
