import { bundledSpecs } from '../../src/cli/bundled.ts';
import { isSpec, type Spec } from '../../src/index.ts';
import { type ParameterDomain, toDomain } from '../../src/spec/parameter.ts';

/** A spec that comes with the package, loaded. */
export interface LoadedSpec {
  /** Folder and file: `election/chang-roberts`. */
  readonly path: string;
  readonly spec: Spec;
  readonly domains: readonly (readonly [name: string, domain: ParameterDomain])[];
  readonly bugs: readonly PlantedBug[];
}

/** A parameter that is on in the correct algorithm. */
export interface PlantedBug {
  readonly parameter: string;
  /** The properties that must catch it when it is off. */
  readonly caughtBy: readonly string[];
}

/** All of them. */
export async function loadBundled(): Promise<LoadedSpec[]> {
  return Promise.all(
    bundledSpecs().map(async ({ family, name }) => {
      const path = `${family}/${name}`;
      const module: { readonly default: unknown } = await import(
        new URL(`../../specs/${path}.ts`, import.meta.url).href
      );
      if (!isSpec(module.default)) throw new Error(`${path} does not export a spec`);
      const domains = Object.entries(module.default.definition.params ?? {}).map(
        ([parameter, declaration]) => [parameter, toDomain(declaration)] as const,
      );
      const bugs = domains.flatMap(([parameter, domain]) =>
        domain.kind === 'boolean' && domain.caughtBy !== undefined ? [{ parameter, caughtBy: domain.caughtBy }] : [],
      );
      return { path, spec: module.default, domains, bugs };
    }),
  );
}
