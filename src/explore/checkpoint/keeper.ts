import type { Sink, Source } from '../../state/saving/sink.ts';

/** Hands over everything that a search needs to go on later. */
export type Save = (sink: Sink) => void;

/** Keeps a search, so that it can go on after whatever ends it. */
export interface Keeper {
  /** What was kept of this search, if it is to go on. */
  readonly kept?: Source;
  /** Asked after every batch: true if the search is to be kept now. */
  readonly isDue: () => boolean;
  /** Keeps the search. Asked when it is due, and at the end. */
  readonly keep: (save: Save) => void;
}

/** Something that a search has beside its own figures, and that must be there again when it goes on. */
export interface Kept {
  readonly save: Save;
  /** @throws Damaged when what was kept does not fit */
  readonly restore: (source: Source) => void;
}

/** How a search is kept, and what is kept with it. */
export interface Keeping {
  readonly keeper: Keeper;
  readonly kept: Kept;
  /** Told of all transitions of the states that were expanded before, when a search goes on. */
  readonly onEarlier?: (source: number, action: number, target: number) => void;
}
