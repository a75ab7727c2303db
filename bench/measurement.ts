import type { CheckOptions } from 'unturned';
import type { Subject } from './subjects.ts';

/** One exhaustive search to be measured, in a process of its own. */
export interface Job extends Subject {
  readonly engine: NonNullable<CheckOptions['engine']>;
  /**
   * The properties to judge; unless told, all that one search settles: not those that need a history, which is a second
   * search of other states, and not those about whole runs, which are judged after it.
   */
  readonly properties?: readonly string[];
  /** Of temporal properties of several parts, only the first is judged. */
  readonly firstPartOnly?: boolean;
  /** Goes on on disk, in this folder, from so many states on. */
  readonly spill?: { readonly folder: string; readonly at: number };
}

/** A search at some moment. */
export interface Sample {
  readonly states: number;
  readonly transitions: number;
  /** Since the search began. */
  readonly ms: number;
  /** Resident memory, in bytes. */
  readonly rss: number;
}

/** What one search took. */
export interface Measurement {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly terminal: number;
  /** Wall time of the search, in milliseconds. */
  readonly ms: number;
  /** Processor time of the search, in milliseconds: that of the program, without that of the system. */
  readonly userMs: number;
  /** Processor time of the system for the program, in milliseconds. */
  readonly systemMs: number;
  /** From the start of the search until it knew its first states, in milliseconds. */
  readonly msToFirstState: number;
  /** Resident memory in bytes: before the search, at the end of it, and at its most. */
  readonly rssBefore: number;
  readonly rssAfter: number;
  readonly rssPeak: number;
  /** Calls of the spec's functions, and bytes of the visited set and the parent links: of an engine that learns. */
  readonly userCalls?: number;
  readonly bytesPerState?: number;
  /** Bytes on disk at most, of a search on disk. */
  readonly bytesOnDisk?: number;
  /** In the order of time, each with a few per cent more states than the one before. */
  readonly samples: readonly Sample[];
}
