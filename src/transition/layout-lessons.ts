import { type Lessons, learnFrom } from '../state/layout.ts';

/** Lessons are late from so many states on; after so many late ones, they are applied one level further out. */
const manyStates = 1000;
const lateLessonsPerLevel = 4;

/** Where the layout was wrong so far. A lesson costs taking all states over into another: after some late ones, each reaches further out. */
export class LayoutLessons implements Lessons {
  readonly varying: Set<string> = new Set();
  readonly mixed: Set<string> = new Set();
  /** Lessons that came late. */
  late = 0;

  /** Learns where the layout was wrong, with so many states known. @throws whatever else it is given */
  learn(error: unknown, states: number): void {
    if (states >= manyStates) this.late++;
    learnFrom(error, this, Math.floor(this.late / lateLessonsPerLevel));
  }

  /** Runs something that needs a layout until the layout fits. */
  retry(run: () => void, states: number): void {
    for (;;) {
      try {
        run();
        return;
      } catch (error) {
        this.learn(error, states);
      }
    }
  }
}
