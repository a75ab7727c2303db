import { possibleFaults } from '../explorer/possible-faults.ts';
import { columnsOf, padEnd, wrap } from '../report/columns.ts';
import type { Setting } from '../report/page.ts';
import type { Paint } from '../report/style.ts';
import { reportedKind } from '../report/system-result.ts';
import { type Configuration, configure } from '../spec/configuration.ts';
import { faultMeanings } from '../spec/environment/faults.ts';
import { describeDomain, type ParameterDomain, toDomain } from '../spec/parameter.ts';
import { bundledSpecs } from './bundled.ts';
import { shownPath } from './files.ts';
import { type LoadedSpec, loadSpec } from './load.ts';

const kindColumns = 12;

/** How a list is written. */
export interface ListOptions {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
  /** Values of parameters and budgets of faults that a configuration file or the environment has. */
  readonly set?: Readonly<Record<string, string>>;
  readonly faults?: Readonly<Record<string, string>>;
  /** What is not as usual, and why. */
  readonly settings?: readonly Setting[];
}

/** The bundled specs by family, with a line on each. Ends with a line break. */
export async function listBundled({ width, paint }: ListOptions): Promise<string> {
  const lines: string[] = [];
  let family = '';
  const specs = bundledSpecs();
  const nameColumns = Math.max(...specs.map(({ name }) => name.length)) + 3;
  for (const bundled of specs) {
    if (bundled.family !== family) lines.push(...(family === '' ? [] : ['']), ` ${paint('dim', bundled.family)}`);
    family = bundled.family;
    const { spec } = await loadSpec(bundled.name);
    lines.push(...entry(bundled.name, spec.definition.description ?? '', nameColumns, width, paint));
  }
  const more = [
    ` ${paint('dim', 'unturned list <spec>')}    parameters, properties and planted bugs of one of them`,
    ` ${paint('dim', 'unturned check <spec>')}   checks it`,
  ];
  return `${[...lines, '', ...more].join('\n')}\n`;
}

/**
 * What one spec has: parameters, planted bugs, properties, actions. Ends with a line break.
 * @throws SpecError when it does not load, or its default parameters do not fit.
 */
export async function listSpec(request: string, options: ListOptions): Promise<string> {
  const { width, paint, set = {}, faults = {}, settings = [] } = options;
  const loaded = await loadSpec(request);
  const configuration = configure(loaded.spec, set, { faults });
  const domains = Object.entries(loaded.spec.definition.params ?? {}).map(
    ([name, declaration]) => [name, toDomain(declaration)] as const,
  );
  const isBug = ([, domain]: readonly [string, ParameterDomain]): boolean =>
    domain.kind === 'boolean' && domain.caughtBy !== undefined;
  const blocks = [
    heading(configuration, loaded, width, paint),
    section(
      'parameters',
      domains
        .filter((one) => !isBug(one))
        .map(([name, domain]) => [`${name}=${domain.default}`, describeParameter(domain)]),
      width,
      paint,
    ),
    section(
      'planted bugs',
      domains.filter(isBug).map(([name, domain]) => plantedBug(name, domain)),
      width,
      paint,
    ),
    section(
      'properties',
      configuration.properties.map((property) => [
        property.name,
        `${reportedKind(property).padEnd(kindColumns)}${property.description ?? ''}`.trimEnd(),
      ]),
      width,
      paint,
    ),
    section('faults', faultsOf(loaded.spec, configuration), width, paint),
    section('actions', actionsOf(configuration), width, paint),
    section(
      'settings',
      settings.map(({ name, value, origin }) => [`${name}=${value}`, `from ${origin}`]),
      width,
      paint,
    ),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function heading<S>(
  { name, description, source }: Configuration<S>,
  { file }: LoadedSpec,
  width: number,
  paint: Paint,
): string[] {
  const margin = columnsOf(name) + 4;
  const [first = '', ...rest] = wrap(description ?? '', width - margin);
  const title = [` ${paint('strong', name)}   ${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(margin) + line)];
  const citation = source === undefined ? [] : wrap(source, width - 1).map((line) => ` ${line}`);
  return [...title, ` ${paint('dim', shownPath(file))}`, ...citation];
}

function section(
  title: string,
  entries: readonly (readonly [name: string, text: string])[],
  width: number,
  paint: Paint,
): string[] {
  if (entries.length === 0) return [];
  const nameColumns = Math.max(...entries.map(([name]) => columnsOf(name))) + 3;
  return [
    ` ${paint('dim', title)}`,
    ...entries.flatMap(([name, text]) => entry(name, text, nameColumns, width, paint)),
  ];
}

/** A name, and beside it a text that may take several lines. */
function entry(name: string, text: string, nameColumns: number, width: number, paint: Paint): string[] {
  const indent = 3;
  const [first = '', ...rest] = hanging(text, Math.max(20, width - indent - nameColumns));
  const margin = ' '.repeat(indent + nameColumns);
  const head = `${' '.repeat(indent)}${paint('strong', name)}${padEnd(name, nameColumns).slice(name.length)}${first}`;
  return [head.trimEnd(), ...rest.map((line) => margin + line)];
}

/** Wraps a text whose first column is set apart by two spaces or more, so that the rest stays beside it. */
function hanging(text: string, width: number): readonly string[] {
  const match = /^(\S.*?\s{2,})(\S.*)$/.exec(text);
  if (match === null) return wrap(text, width);
  const [, first = '', rest = ''] = match;
  return wrap(rest, width - first.length).map((line, i) => (i === 0 ? first : ' '.repeat(first.length)) + line);
}

function describeParameter(domain: ParameterDomain): string {
  const values = describeDomain(domain);
  return domain.description === undefined ? values : `${domain.description}; ${values}`;
}

function plantedBug(name: string, domain: ParameterDomain): readonly [string, string] {
  const { description = '', caughtBy = [] } = domain as { description?: string; caughtBy?: readonly string[] };
  return [`${name}=${!domain.default}`, `drops: ${description}; caught by ${caughtBy.join(', ')}`];
}

/** The faults that may be asked for, with the budgets that hold unless told. */
function faultsOf<S>(spec: LoadedSpec['spec'], { parameters, faults = {} }: Configuration<S>): [string, string][] {
  return possibleFaults(spec, parameters).map(({ name }) => [`${name}=${faults[name] ?? 0}`, faultMeanings[name]]);
}

function actionsOf<S>({ actions }: Configuration<S>): [string, string][] {
  const byName = new Map<string, string[]>();
  for (const { name, label } of actions) byName.set(name, [...(byName.get(name) ?? []), label]);
  return [...byName].map(([name, labels]) => [name, labels.length === 1 && labels[0] === name ? '' : summary(labels)]);
}

function summary(labels: readonly string[]): string {
  return labels.length <= 4
    ? labels.join(', ')
    : `${labels.slice(0, 2).join(', ')}, … ${labels.at(-1)}: ${labels.length}`;
}
