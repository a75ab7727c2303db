const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const thousands = { '': 1, k: 1e3, m: 1e6, g: 1e9 } as const;
const bytes = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 } as const;

/** Reads `90s`, `10m`, `1.5h` or `250ms` as milliseconds. `undefined` if it is none of them; a unit there must be. */
export function parseDuration(text: string): number | undefined {
  return parse(text, milliseconds);
}

/** Reads `50M`, `20k` or `1000` as a whole number. `undefined` if it is none of them. */
export function parseCount(text: string): number | undefined {
  const count = parse(text, thousands);
  return Number.isInteger(count) ? count : undefined;
}

/** Reads `8g`, `512m` or `64k` as bytes, in powers of 1024. `undefined` if it is none of them. */
export function parseBytes(text: string): number | undefined {
  return parse(text, bytes);
}

function parse(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text.toLowerCase());
  const unit = match?.[2]?.replace(/(?<=[kmg])b$/, '');
  const factor = unit === undefined ? undefined : units[unit];
  return factor === undefined ? undefined : Number(match?.[1]) * factor;
}

/** A number to three digits or so: `416`, `18.4 M`. */
export function formatCount(count: number): string {
  for (const [unit, factor] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    const scaled = count / factor;
    if (scaled >= 0.9995) return `${scaled < 100 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
  }
  return String(Math.round(count));
}

/** A time to the second: `2m14s`, `1h02m`. */
export function formatDuration(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours}h${String(minutes).padStart(2, '0')}m`;
  return minutes > 0 ? `${minutes}m${String(seconds % 60).padStart(2, '0')}s` : `${seconds}s`;
}

/** A time on a clock: `00:02:30`. */
export function formatClock(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Bytes in units of 2^30: `3.2`. */
export function formatGigabytes(size: number): string {
  return (size / bytes.g).toFixed(1);
}
