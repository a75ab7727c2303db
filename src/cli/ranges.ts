import { SpecError } from '../spec/spec-error.ts';

/** More values than this in one range are a slip. */
const most = 1000;

/**
 * The values that a range of the command line stands for: `2..4` is 2, 3 and 4; `a,b` is a and b; anything else itself.
 * @throws SpecError U105 for a range that is empty or runs backwards.
 */
export function valuesOf(name: string, text: string): readonly string[] {
  return text.split(',').flatMap((part) => {
    const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(part) ?? [];
    if (from === undefined || to === undefined) {
      if (part === '' || part.includes('..')) throw notARange(name, text);
      return [part];
    }
    const length = Number(to) - Number(from) + 1;
    if (length < 1 || length > most) throw notARange(name, text);
    return Array.from({ length }, (_, i) => String(Number(from) + i));
  });
}

function notARange(name: string, text: string): SpecError {
  return new SpecError('U105', {
    text: `the values of "${name}" cannot be "${text}"`,
    help: 'Write a range such as 2..4, or values with commas between them, such as 1,3,5.',
  });
}
