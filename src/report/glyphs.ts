/** The characters that a report draws with. All but `change`, `ellipsis` and `separator` are one column wide. */
export interface Glyphs {
  readonly lane: string;
  /** A lane on one side of a partition. */
  readonly apart: string;
  readonly leavesRight: string;
  readonly leavesLeft: string;
  readonly crosses: string;
  readonly line: string;
  readonly headRight: string;
  readonly headLeft: string;
  readonly headUp: string;
  readonly headDown: string;
  readonly event: string;
  readonly violation: string;
  /** An event and a line on a path that is pointed out. */
  readonly pathEvent: string;
  readonly pathLine: string;
  readonly self: string;
  readonly gap: string;
  readonly cornerTopLeft: string;
  readonly cornerBottomLeft: string;
  readonly cornerBottomRight: string;
  /** The frame around the steps that repeat. */
  readonly frameTopLeft: string;
  readonly frameTopRight: string;
  readonly frameBottomLeft: string;
  readonly frameBottomRight: string;
  readonly repeats: string;
  /** Points out a line of a table. */
  readonly pointer: string;
  /** Nothing, in a table. */
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly to: string;
  readonly within: string;
  /** Between an old value and a new one. */
  readonly change: string;
  readonly ellipsis: string;
  /** Between the items of a line. */
  readonly separator: string;
}

/** Box drawing and a few symbols, all of which common terminal fonts have. */
export const unicodeGlyphs: Glyphs = {
  lane: '│',
  apart: '║',
  leavesRight: '├',
  leavesLeft: '┤',
  crosses: '┼',
  line: '─',
  headRight: '▶',
  headLeft: '◀',
  headUp: '▲',
  headDown: '▼',
  event: '●',
  violation: '◆',
  pathEvent: '◉',
  pathLine: '═',
  self: '↺',
  gap: '┊',
  cornerTopLeft: '┌',
  cornerBottomLeft: '└',
  cornerBottomRight: '┘',
  frameTopLeft: '╭',
  frameTopRight: '╮',
  frameBottomLeft: '╰',
  frameBottomRight: '╯',
  repeats: '↻',
  pointer: '▸',
  none: '–',
  yes: '✓',
  no: '✗',
  to: '→',
  within: '›',
  change: '→',
  ellipsis: '…',
  separator: ' · ',
};

/** The same drawing for terminals and logs that know nothing else. */
export const asciiGlyphs: Glyphs = {
  lane: '|',
  apart: '"',
  leavesRight: '+',
  leavesLeft: '+',
  crosses: '+',
  line: '-',
  headRight: '>',
  headLeft: '<',
  headUp: '^',
  headDown: 'v',
  event: 'o',
  violation: '#',
  pathEvent: '*',
  pathLine: '=',
  self: '@',
  gap: ':',
  cornerTopLeft: '+',
  cornerBottomLeft: '+',
  cornerBottomRight: '+',
  frameTopLeft: '+',
  frameTopRight: '+',
  frameBottomLeft: '+',
  frameBottomRight: '+',
  repeats: '@',
  pointer: '>',
  none: '-',
  yes: 'v',
  no: 'x',
  to: '>',
  within: '>',
  change: '->',
  ellipsis: '...',
  separator: ', ',
};
