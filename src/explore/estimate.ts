/** A guess at how many distinct states there are, and the bounds between which it may well be; all of them whole numbers. */
export interface Estimate {
  readonly states: number;
  readonly least: number;
  readonly most: number;
}

/** Depths whose counts are looked at: some, more, and many of the last ones. */
const windows = [5, 8, 13, 21] as const;

/** Fewer whole depths than this say nothing. */
const leastDepths = 7;

/** A frontier that would go on for more depths than this is not foreseen. */
const farthest = 2000;

/** More than so many times what is known is a guess that helps nobody. */
const greatestFactor = 200;

/** What the bounds are wider than the guesses differ, for every share of the states that is still to come. */
const caution = 1.5;

/**
 * Estimates how many states a breadth-first search will find, from how many it found at each depth: these go up and down
 * like a bell, and the logarithm of a bell is a parabola, which is fitted to the last depths. Several fits are made, over
 * fewer and over more depths; how far they lie apart tells how sure it is.
 * `perDepth` must be whole, but for the last depth. Nothing, as long as no end is in sight.
 */
export function estimateStates(perDepth: readonly number[]): Estimate | undefined {
  const whole = perDepth.slice(0, -1);
  if (whole.length < leastDepths) return undefined;
  const known = whole.reduce((sum, states) => sum + states, 0);
  const guesses = windows
    .filter((window) => window <= whole.length)
    .flatMap((window) => totalFrom(whole, window, known) ?? [])
    .sort((a, b) => a - b);
  if (guesses.length < 2) return undefined;
  const states = Math.exp(guesses.reduce((sum, guess) => sum + Math.log(guess), 0) / guesses.length);
  const margin = 1 + caution * (1 - known / states);
  const found = Math.max(known, known + (perDepth.at(-1) ?? 0));
  const least = Math.max(found, (guesses[0] as number) / margin);
  const most = Math.max(least, (guesses.at(-1) as number) * margin);
  return {
    states: Math.round(Math.min(most, Math.max(least, states))),
    least: Math.round(least),
    most: Math.round(most),
  };
}

/** What is known, and what a parabola through the logarithms of the last counts foresees; nothing if it does not come down. */
function totalFrom(perDepth: readonly number[], window: number, known: number): number | undefined {
  const last = perDepth.length - 1;
  const points = perDepth.slice(-window).map((states, i) => ({ x: i - window + 1, y: Math.log(Math.max(1, states)) }));
  const [constant, slope, bend] = parabola(points);
  if (bend >= 0 && slope >= 0) return undefined;
  const shift = Math.log(Math.max(1, perDepth[last] as number)) - constant;
  let total = known;
  for (let x = 1; x <= farthest; x++) {
    const more = Math.exp(constant + shift + slope * x + Math.min(0, bend) * x * x);
    if (more < 1) return total;
    total += more;
    if (total > greatestFactor * known) return undefined;
  }
  return undefined;
}

/** The least squares fit: constant, slope, and the factor of the square. */
function parabola(points: readonly { readonly x: number; readonly y: number }[]): readonly [number, number, number] {
  const sum = (of: (point: { readonly x: number; readonly y: number }) => number): number =>
    points.reduce((all, point) => all + of(point), 0);
  const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map((power) => sum(({ x }) => x ** power)) as number[] as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [t0, t1, t2] = [0, 1, 2].map((power) => sum(({ x, y }) => y * x ** power)) as number[] as [
    number,
    number,
    number,
  ];
  const determinant = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s3 * s2) + s2 * (s1 * s3 - s2 * s2);
  return [
    (t0 * (s2 * s4 - s3 * s3) - s1 * (t1 * s4 - s3 * t2) + s2 * (t1 * s3 - s2 * t2)) / determinant,
    (s0 * (t1 * s4 - s3 * t2) - t0 * (s1 * s4 - s3 * s2) + s2 * (s1 * t2 - t1 * s2)) / determinant,
    (s0 * (s2 * t2 - t1 * s3) - s1 * (s1 * t2 - t1 * s2) + t0 * (s1 * s3 - s2 * s2)) / determinant,
  ];
}
