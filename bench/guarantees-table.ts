import { counterexampleName, type ManifestEntry, recordName } from './manifest.ts';
import { count, line, type Row } from './results-table.ts';

const guarantees = {
  multicast: [
    'integrity',
    'validity',
    'fifoOrder',
    'causalOrder',
    'totalOrder',
    'uniformTotalOrder',
    'agreement',
    'uniformAgreement',
  ],
  agreement: ['validity', 'integrity', 'agreement', 'uniformAgreement', 'termination'],
} as const;

/** A family of specs with guarantees of their own. */
export type Family = keyof typeof guarantees;

/** True if a configuration is of such a family. */
export function isGuaranteed({ spec }: ManifestEntry): boolean {
  return (spec.split('/')[0] as string) in guarantees;
}

/** The table algorithm × guarantee × faults of one family: a row for each configuration in which agreement was judged. */
export function guaranteesTable(family: Family, rows: readonly Row[]): string {
  const names = guarantees[family];
  const header = ['algorithm', 'configuration', 'faults, at most', ...names, 'distinct states'];
  return [
    line(header),
    line(header.map((_, i) => (i === header.length - 1 ? '--:' : '---'))),
    ...rows
      .filter(({ entry }) => entry.spec.startsWith(`${family}/`))
      .filter(({ record }) => record.properties.some(({ name }) => name === 'uniformAgreement'))
      .map(({ entry, record }) =>
        line([
          `[${entry.spec.split('/').at(-1)}](${entry.spec}.ts)`,
          `[${configurationText(entry)}](../results/${encodeURI(recordName(entry))})`,
          Object.entries(record.faults ?? {})
            .map(([name, budget]) => `${name}=${budget}`)
            .join(' ') || 'none',
          ...names.map((name) => {
            const property = record.properties.find((one) => one.name === name);
            if (property === undefined) return '';
            if (property.status === 'holds') return '✓';
            if (property.status !== 'violated') return '?';
            return `[✗ ${property.steps}](../results/${encodeURI(counterexampleName(entry, name))})`;
          }),
          count(record.states),
        ]),
      ),
  ].join('\n');
}

function configurationText({ parameters }: ManifestEntry): string {
  return Object.entries(parameters)
    .filter(([name]) => name !== 'judge')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
