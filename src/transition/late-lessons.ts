/** Lessons are late from so many states on; after so many late ones, they are applied one level further out. */
const manyStates = 1000;
const lateLessonsPerLevel = 4;

/** A lesson costs taking all states over into another layout: after some late ones, each reaches further out. */
export class LateLessons {
  count = 0;

  /** How many levels further out the next lesson is applied, with so many states. */
  next(states: number): number {
    if (states >= manyStates) this.count++;
    return Math.floor(this.count / lateLessonsPerLevel);
  }
}
