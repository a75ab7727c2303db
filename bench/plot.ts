/** One line of a plot. */
export interface Series {
  readonly name: string;
  /** A `label` stands beside its point. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly label?: string }[];
}

/** What an axis shows. On a logarithmic one every value is above 0. */
export interface Axis {
  readonly title: string;
  readonly isLogarithmic: boolean;
  /** The names of the values 0, 1, 2, …, for an axis that is no scale. */
  readonly names?: readonly string[];
}

const width = 860;
const height = 460;
const margin = { left: 80, right: 200, top: 64, bottom: 70 };
/** Told apart without colour vision: Okabe and Ito, 2008. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** A line plot as an SVG document, readable on light and on dark ground. */
export function plot(title: string, x: Axis, y: Axis, series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const across = scale(
    x,
    all.map((point) => point.x),
    margin.left,
    right,
  );
  const up = scale(
    y,
    all.map((point) => point.y),
    bottom,
    margin.top,
  );
  const lines = [
    text(margin.left, 22, title, 'font-size="15"'),
    ...across.ticks.flatMap(({ at, name }) => [
      `<path d="M${at} ${margin.top}V${bottom}" stroke="#ddd"/>`,
      text(at, bottom + 18, name, 'text-anchor="middle"'),
    ]),
    ...up.ticks.flatMap(({ at, name }) => [
      `<path d="M${margin.left} ${at}H${right}" stroke="#ddd"/>`,
      text(margin.left - 8, at + 4, name, 'text-anchor="end"'),
    ]),
    text((margin.left + right) / 2, height - 24, x.title, 'text-anchor="middle"'),
    text(18, margin.top - 16, y.title, ''),
    ...series.flatMap(({ name, points }, i) => {
      const colour = colours[i % colours.length] as string;
      const places = points.map((point) => ({ ...point, x: across.place(point.x), y: up.place(point.y) }));
      const last = places.at(-1);
      return [
        `<path d="M${places.map((place) => `${place.x} ${place.y}`).join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...places.map((place) => `<circle cx="${place.x}" cy="${place.y}" r="3" fill="${colour}"/>`),
        ...places.map(({ label, ...place }) =>
          label ? text(place.x, place.y - 8, label, 'text-anchor="middle"') : '',
        ),
        last ? text(right + 12, margin.top + 16 + 20 * i, name, `fill="${colour}"`) : '',
      ];
    }),
  ];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...lines.filter((line) => line !== ''),
    '</svg>',
  ].join('\n')}\n`;
}

interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly name: string }[];
}

/** Maps values to places between `from` and `to`; a logarithmic scale has its ticks at powers of ten. */
function scale(axis: Axis, values: readonly number[], from: number, to: number): Scale {
  const transform = axis.isLogarithmic ? Math.log10 : (value: number) => value;
  const transformed = values.map(transform);
  const unit = axis.isLogarithmic || axis.names ? 1 : niceUnit(Math.max(...transformed));
  const low = axis.isLogarithmic ? Math.floor(Math.min(...transformed)) : axis.names ? -0.5 : 0;
  const high = axis.names ? axis.names.length - 0.5 : unit * Math.max(1, Math.ceil(Math.max(...transformed) / unit));
  const between = (value: number): number => round(from + ((value - low) / (high - low)) * (to - from));
  const count = Math.floor((high - Math.ceil(low)) / unit) + 1;
  const ticks = Array.from({ length: count }, (_, i) => Math.ceil(low) + i * unit);
  return {
    place: (value) => between(transform(value)),
    ticks: ticks.map((tick) => ({
      at: between(tick),
      name: axis.names?.[tick] ?? short(axis.isLogarithmic ? 10 ** tick : tick),
    })),
  };
}

/** A distance between ticks that gives four to ten of them. */
function niceUnit(greatest: number): number {
  const power = 10 ** Math.floor(Math.log10(greatest || 1));
  if (greatest / power >= 5) return power;
  return greatest / power >= 2 ? power / 2 : power / 5;
}

/** `2.5 M`, `300 k`, `12`. */
function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1000 ? `${value / 1000} k` : String(value);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}

function text(x: number, y: number, content: string, attributes: string): string {
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escaped}</text>`;
}
