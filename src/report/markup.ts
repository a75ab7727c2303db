/** Text as it stands in XML and HTML, between tags and in attributes. Characters that XML forbids become a replacement. */
function escapeMarkup(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The attributes of an element; those that are `undefined` or false are left out, and true stands alone. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Markup that is already escaped. A wrapper, so that a text from a spec is never taken for one. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in an element: texts are escaped, markup is not. */
export type Content = string | Markup | undefined | readonly Content[];

const emptyElements = new Set(['meta', 'br', 'hr', 'input', 'col', 'link']);

/** An element of HTML or SVG with everything in it escaped. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly Content[]): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [` ${key}=""`] : [` ${key}="${escapeMarkup(String(value))}"`];
  });
  const start = `<${name}${written.join('')}>`;
  if (emptyElements.has(name)) return { markup: start };
  return { markup: `${start}${contentOf(content)}</${name}>` };
}

/** Markup that was made elsewhere, or is fixed. */
export function raw(markup: string): Markup {
  return { markup };
}

function contentOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escapeMarkup(content);
  if ('markup' in content) return content.markup;
  return content.map(contentOf).join('');
}
