import stringWidth from 'string-width';

/** Made when it is needed, as that takes some milliseconds. */
let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each, however many code points it has. */
export function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Printable characters of ASCII, which take a column each; most texts have no others. */
const plain = /^[ -~]*$/;

/** How many columns a terminal needs for a text; colours need none, wide characters two. */
export function columnsOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

/** Fills a text up with spaces at its end. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Fills a text up with spaces at its start. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** The text, or as much of its beginning as fits with an ellipsis. Works on unpainted text. */
export function truncate(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  const room = columns - columnsOf(ellipsis);
  if (room < 0) return ellipsis.slice(0, Math.max(0, columns));
  let kept = '';
  for (const grapheme of graphemes(text)) {
    if (columnsOf(kept + grapheme) > room) break;
    kept += grapheme;
  }
  return kept + ellipsis;
}

/** Fills lines with items, one after another with a separator between them. No item is broken. At least one line. */
export function fill(items: readonly string[], separator: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    const longer = line === undefined ? item : line + separator + item;
    if (line !== undefined && columnsOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines.length === 0 ? [''] : lines;
}

/** Fills lines with the words of a text. Words longer than a line are cut into pieces. */
export function wrap(text: string, columns: number): readonly string[] {
  return fill(
    text.split(' ').flatMap((word) => pieces(word, columns)),
    ' ',
    columns,
  );
}

function pieces(word: string, columns: number): readonly string[] {
  if (columnsOf(word) <= columns) return [word];
  const cut: string[] = [];
  for (const grapheme of graphemes(word)) {
    const piece = cut.at(-1);
    if (piece !== undefined && columnsOf(piece + grapheme) <= columns) cut[cut.length - 1] = piece + grapheme;
    else cut.push(grapheme);
  }
  return cut;
}
