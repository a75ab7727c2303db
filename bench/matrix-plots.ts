import type { Row } from './matrix.ts';
import type { Sample } from './measurement.ts';
import { plot, type Series } from './plot.ts';

/** How many states each configuration has. */
export function sizesPlot(rows: readonly Row[]): string {
  const names = rows.map(({ params }) => Object.values(params).join(','));
  const series = bySpec(rows, (row) => ({ x: rows.indexOf(row), y: row.states }));
  const x = { title: 'configuration: values of the parameters', isLogarithmic: false, names };
  return plot('Distinct states of each configuration', x, { title: 'distinct states', isLogarithmic: true }, series);
}

/** How fast states are found while each spec's largest configuration is explored. */
export function ratesPlot(rows: readonly Row[]): string {
  const largest = [...new Map(rows.map((row) => [row.spec, row])).values()];
  const series = largest.map(({ name, samples }) => ({ name, points: ratesOf(samples) }));
  const x = { title: 'distinct states found so far', isLogarithmic: true };
  return plot(
    'Transitions per second while a search goes on',
    x,
    { title: 'transitions/s', isLogarithmic: false },
    series,
  );
}

/** Rates between samples with a quarter more states each; the first few milliseconds say nothing. */
function ratesOf(samples: readonly Sample[]): Series['points'] {
  const points: { x: number; y: number }[] = [];
  let before = samples[0];
  for (const sample of samples) {
    if (before === undefined || sample.states < 1.25 * before.states || sample.ms - before.ms < 1) continue;
    const y = (1000 * (sample.transitions - before.transitions)) / (sample.ms - before.ms);
    points.push({ x: sample.states, y });
    before = sample;
  }
  return points;
}

function bySpec(rows: readonly Row[], point: (row: Row) => Series['points'][number]): Series[] {
  const specs = [...new Set(rows.map(({ spec }) => spec))];
  return specs.map((name) => ({ name, points: rows.filter(({ spec }) => spec === name).map(point) }));
}
