import { columnsOf, graphemes } from './columns.ts';
import type { Paint, Style } from './style.ts';

interface Cell {
  /** Empty for the second column of a wide character. */
  readonly glyph: string;
  readonly style: Style | undefined;
}

/** One line of a drawing, written to by column. */
export interface CanvasLine {
  /** Writes over what is there; columns count from 0. */
  put(column: number, text: string, style?: Style): void;
  /** The line as text, without spaces at its end. */
  render(paint: Paint): string;
}

const blank: Cell = { glyph: ' ', style: undefined };

/** An empty line, as wide as what is put on it. */
export function canvasLine(): CanvasLine {
  const cells: Cell[] = [];
  return {
    put: (column, text, style) => {
      let at = column;
      for (const glyph of graphemes(text)) {
        const columns = columnsOf(glyph);
        if (columns === 0) continue;
        while (cells.length < at) cells.push(blank);
        cells[at] = { glyph, style };
        for (let i = 1; i < columns; i++) cells[at + i] = { glyph: '', style };
        at += columns;
      }
    },
    render: (paint) => {
      const end = cells.findLastIndex(({ glyph }) => glyph !== ' ') + 1;
      const runs: { text: string; style: Style | undefined }[] = [];
      for (const { glyph, style } of cells.slice(0, end)) {
        const run = runs.at(-1);
        if (run !== undefined && run.style === style) run.text += glyph;
        else runs.push({ text: glyph, style });
      }
      return runs.map(({ text, style }) => (style === undefined ? text : paint(style, text))).join('');
    },
  };
}
