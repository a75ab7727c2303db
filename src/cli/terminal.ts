import { styleText } from 'node:util';
import type { Paint, Style } from '../report/style.ts';
import { plain } from '../report/style.ts';

type Format = Parameters<typeof styleText>[0];

const formats: Readonly<Record<Style, Format>> = {
  strong: 'bold',
  dim: 'dim',
  good: 'green',
  bad: ['red', 'bold'],
  warning: 'yellow',
  lane0: 'cyan',
  lane1: 'magenta',
  lane2: 'yellow',
  lane3: 'blue',
  lane4: 'green',
  lane5: 'redBright',
};

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Columns to write in: those asked for, or else those of the terminal, from 60 to 120, and 80 without one. */
export function widthOf(stream: Stream, asked: number | undefined): number {
  if (asked !== undefined) return asked;
  return stream.isTTY ? Math.min(Math.max(stream.columns ?? 80, 60), 120) : 80;
}

/** How to colour what is written to a stream. What was asked for wins over the environment, and that over the terminal. */
export function paintFor(stream: Stream, asked: boolean | undefined, environment: Environment): Paint {
  if (!(asked ?? isColourful(stream, environment))) return plain;
  return (style, text) => styleText(formats[style], text, { validateStream: false });
}

function isColourful({ isTTY }: Stream, { FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

/** Whether lines can be redrawn: on a terminal that can, and where nobody keeps what it shows. */
export function isLive({ isTTY }: Stream, environment: Environment): boolean {
  return isTTY === true && environment.TERM !== 'dumb' && !isCi(environment);
}

/** Whether this runs for a server that builds, and not for a person. */
export function isCi({ CI }: Environment): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}
