import { fileURLToPath } from 'node:url';
import type { Counts } from '../counts.ts';
import type { Checker } from './checker.ts';

const program = fileURLToPath(new URL('../measured.js', import.meta.url));

/** This checker, start of Node included, with all properties of the bundled specs. */
export const unturned: Checker = {
  name: 'unturned',
  available: () => ({ version: process.version }),
  prepare: (subject) => [process.execPath, program, JSON.stringify({ ...subject, engine: 'default' })],
  counts: (output) => JSON.parse(output) as Counts,
};
