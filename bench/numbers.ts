/** The middle of some numbers; of an even count, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >>> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** A whole number with its thousands apart: `10 449 071`. */
export function whole(number: number): string {
  return Math.round(number)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** A ratio, with as many decimals as it deserves: `0.93`, `4.1`, `112`. */
export function ratio(number: number): string {
  if (!Number.isFinite(number)) return '–';
  return number.toFixed(number < 2 ? 2 : number < 20 ? 1 : 0);
}

/** Milliseconds as seconds: `9.05 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 1000 ? 3 : ms < 100_000 ? 2 : 0)} s`;
}

/** Bytes as megabytes: `331 MB`. */
export function megabytes(bytes: number): string {
  return `${whole(bytes / 1e6)} MB`;
}
