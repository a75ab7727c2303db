/** The kinds of report. Those that GitHub reads are written beside another, and take no file. */
export const reporterKinds = ['pretty', 'dot', 'json', 'ndjson', 'junit', 'github', 'html'] as const;

export type ReporterKind = (typeof reporterKinds)[number];

/** A report that was asked for: on stdout, or in a file. */
export interface ReporterChoice {
  readonly kind: ReporterKind;
  readonly file?: string;
}
