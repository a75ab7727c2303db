import { fill } from './columns.ts';
import type { Page } from './page.ts';

/** A value of the command that is not the usual one, and where it comes from. */
export interface Setting {
  /** `maxStates`; `processes` for a parameter. */
  readonly name: string;
  readonly value: string;
  /** A flag, an environment variable, or a file. */
  readonly origin: string;
}

/** Where what is not as usual comes from. */
export function describeSettings({ settings = [], glyphs, width, paint }: Page): readonly string[] {
  const items = settings.map(({ name, value, origin }) => `${name}=${value} from ${origin}`);
  return fill(items, glyphs.separator, width - 11).map((line, i) =>
    i === 0 ? ` ${paint('dim', 'settings  ')}${line}` : `           ${line}`,
  );
}
