import { type Box, crosses, overlap, type Point } from './boxes.ts';
import { columnsOf } from './columns.ts';

/** The width of one column of the font, in pixels: 12 px, and 0.61 em wide, as the widest of the common monospaced ones. */
export const columnWidth = 7.3;
const textHeight = 14;

/** A label that looks for a place. */
export interface Label {
  readonly kind: 'event' | 'clock' | 'message' | 'stub';
  /** The whole text, then shorter ones. */
  readonly texts: readonly string[];
  /** Where it may stand, the best first; `y` is its upper border, and `x` its left, middle or right. */
  readonly candidates: readonly Point[];
  readonly align: 'start' | 'middle' | 'end';
  readonly step?: number;
  readonly messages?: readonly number[];
  readonly isBad: boolean;
}

/** A label with its place. */
export interface PlacedLabel extends Pick<Label, 'kind' | 'step' | 'messages' | 'isBad'> {
  readonly text: string;
  readonly box: Box;
}

/** What labels have to keep clear of, and what they had better not cover. */
export interface Surroundings {
  readonly taken: readonly Box[];
  readonly within: Box;
  readonly lines: readonly (readonly [Point, Point])[];
  readonly laneXs: readonly number[];
}

/**
 * Gives every label the best of its places that is free of marks and of the labels placed before it, shortened if need be.
 * `missing` counts those that have none.
 */
export function placeLabels(
  labels: readonly Label[],
  { taken, within, lines, laneXs }: Surroundings,
): { readonly placed: readonly PlacedLabel[]; readonly missing: number } {
  const occupied = [...taken];
  const placed: PlacedLabel[] = [];
  for (const label of labels) {
    const { kind, step, messages, isBad } = label;
    let best: { readonly text: string; readonly box: Box; readonly cost: number } | undefined;
    for (const [shortness, text] of label.texts.entries())
      for (const [place, candidate] of label.candidates.entries()) {
        const box = boxAt(candidate, text, label.align);
        if (!isInside(box, within) || occupied.some((other) => overlap(other, box))) continue;
        const covered = lines.filter(([from, to]) => crosses(from, to, box)).length;
        const lanes = laneXs.filter((x) => box.x < x && x < box.x + box.width).length;
        const near = { x: box.x - 4, y: box.y - 5, width: box.width + 8, height: box.height + 10 };
        const crowd = placed.filter((other) => overlap(other.box, near)).length;
        const cost = place + 6 * shortness + 3 * covered + 4 * lanes + 3 * crowd;
        if (best === undefined || cost < best.cost) best = { text, box, cost };
      }
    if (best === undefined) continue;
    const { text, box } = best;
    occupied.push(box);
    placed.push({ kind, text, box, isBad, ...(step !== undefined && { step }), ...(messages && { messages }) });
  }
  return { placed, missing: labels.length - placed.length };
}

function boxAt({ x, y }: Point, text: string, align: Label['align']): Box {
  const width = columnsOf(text) * columnWidth + 2;
  const left = { start: x, middle: x - width / 2, end: x - width }[align];
  return { x: left, y, width, height: textHeight };
}

function isInside(box: Box, within: Box): boolean {
  return (
    box.x >= within.x &&
    box.y >= within.y - textHeight &&
    box.x + box.width <= within.x + within.width &&
    box.y + box.height <= within.y + within.height
  );
}
