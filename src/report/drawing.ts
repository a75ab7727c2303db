import type { Message } from '../counterexample/trace.ts';
import type { Box, Point } from './boxes.ts';
import type { PlacedLabel } from './label-placing.ts';
import type { StepRow } from './space-time-arrows.ts';

/** A space-time diagram with a place for everything, in pixels, whatever draws it. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The names of the lanes are above this. */
  readonly headerHeight: number;
  readonly lanes: readonly DrawnLane[];
  readonly rows: readonly DrawnRow[];
  /** Around the lanes on one side of a partition, for as long as it lasts. */
  readonly partitions: readonly { readonly box: Box; readonly names: readonly string[] }[];
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
  readonly labels: readonly PlacedLabel[];
  /** Said below the last row of a run that stays in its last state for ever. */
  readonly ending?: Point & { readonly text: string };
  /** The frame around the rows that a lasso repeats, and what is written into its upper and lower border. */
  readonly loop?: { readonly box: Box; readonly title: string; readonly foot: string };
}

/** The life line of a process; it ends where the process crashes, and goes on where it recovers. */
export interface DrawnLane {
  readonly id: string;
  readonly process: number;
  readonly x: number;
  /** Where the process is up. */
  readonly spans: readonly { readonly top: number; readonly bottom: number }[];
}

export interface DrawnRow extends StepRow {
  readonly y: number;
}

/** The mark of an event on its lane. */
export interface Mark extends Point {
  readonly kind: 'event' | 'path' | 'violation' | 'crash';
  readonly process: number;
  /** The step, or the first of those that are folded. */
  readonly step: number;
}

/** The line of a message: two points, or four for a curve from a lane to itself. */
export interface Line {
  readonly kind: 'delivered' | 'lost' | 'in-flight';
  readonly points: readonly Point[];
  /** More than one for the stub of messages that leave together and arrive nowhere. */
  readonly messages: readonly Message[];
  /** The place of the sender among all processes. */
  readonly process: number;
  readonly isOvertaken: boolean;
  readonly isOnPath: boolean;
}

/** What stands beside the marks: the clock of each step, by its place in the trace. */
export interface DrawingOptions {
  /** Lanes are no further apart than this, in pixels, whatever stands between them. */
  readonly widest?: number;
  readonly clocks?: readonly (readonly number[] | undefined)[];
}
