/** What a piece of text is, so that a terminal can give it a colour. Nothing is told by colour alone. */
export type Style =
  | 'strong'
  | 'dim'
  | 'good'
  | 'bad'
  | 'warning'
  | 'lane0'
  | 'lane1'
  | 'lane2'
  | 'lane3'
  | 'lane4'
  | 'lane5';

/** Colours a text without changing its width. */
export type Paint = (style: Style, text: string) => string;

/** Leaves every text as it is. */
export const plain: Paint = (_style, text) => text;

/** The colour of a process, by its place among all processes; there are six. */
export function laneStyle(process: number): Style {
  return `lane${(process % 6) as 0 | 1 | 2 | 3 | 4 | 5}`;
}
