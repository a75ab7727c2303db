import { fill } from './columns.ts';
import type { Page } from './page.ts';

/** Where what is not as usual comes from. */
export function describeSettings({ settings = [], glyphs, width, paint }: Page): readonly string[] {
  const items = settings.map(({ name, value, origin }) => `${name}=${value} from ${origin}`);
  return fill(items, glyphs.separator, width - 11).map((line, i) =>
    i === 0 ? ` ${paint('dim', 'settings  ')}${line}` : `           ${line}`,
  );
}
